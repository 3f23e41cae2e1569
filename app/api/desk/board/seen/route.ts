import { empty } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { markBoardSeenOperation } from "@/domain/contract/desk/board";
import { markBoardSeen } from "@/server/board";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(markBoardSeenOperation, async ({ context, actor, body }) => {
    await markBoardSeen(context, actor, body);
    return empty(204);
  }),
);
