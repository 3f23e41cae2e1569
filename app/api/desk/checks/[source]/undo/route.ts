import { empty } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { undoAnswersOperation } from "@/domain/contract/desk/checks";
import { undoChecks } from "@/server/check-undo";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(undoAnswersOperation, async ({ context, actor, params, body }) => {
    await undoChecks(context, actor, params.source, body);
    return empty(204);
  }),
);
