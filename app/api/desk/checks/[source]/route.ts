import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { postAnswersOperation } from "@/domain/contract/desk/checks";
import { answerChecks } from "@/server/check-answers";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(postAnswersOperation, async ({ context, actor, params, body }) =>
    privateJson(200, await answerChecks(context, actor, params.source, body)),
  ),
);
