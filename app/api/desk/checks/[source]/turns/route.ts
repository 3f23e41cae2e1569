import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { postTurnOperation } from "@/domain/contract/desk/checks";
import { takeTurn } from "@/server/checks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(postTurnOperation, async ({ context, actor, params, body, lang }) =>
    privateJson(200, await takeTurn(context, actor, params.source, body, lang)),
  ),
);
