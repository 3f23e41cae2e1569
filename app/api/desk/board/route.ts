import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getBoardOperation } from "@/domain/contract/desk/board";
import { getBoard } from "@/server/board";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getBoardOperation, async ({ context, actor, lang }) => privateJson(200, await getBoard(context, actor, lang))),
);
