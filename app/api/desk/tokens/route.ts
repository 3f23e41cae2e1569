import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { listTokensOperation, postTokenOperation } from "@/domain/contract/desk/tokens";
import { listTokens, postToken } from "@/server/tokens";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(listTokensOperation, async ({ context, actor }) => privateJson(200, await listTokens(context, actor))),
  on(postTokenOperation, async ({ context, actor, body }) => privateJson(201, await postToken(context, actor, body))),
);
