import { empty } from "@/app/api/answer";
import { answerDeclared, answerPut, wishOf } from "@/app/api/declared";
import { endpoint, on } from "@/app/api/endpoint";
import { deleteSourceOperation, getSourceOperation, putSourceOperation } from "@/domain/contract/operations/declaring";
import { deleteSource, getSource, putSource, requireSourceRight } from "@/server/sources";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getSourceOperation, (call) => answerDeclared(call, () => getSource(call.context, call.params.slug, call.lang))),
  on(
    putSourceOperation,
    async ({ context, actor, params, body, request }) =>
      answerPut(request, await putSource(context, actor, params.slug, body, wishOf(request))),
    ({ actor }) => requireSourceRight(actor),
  ),
  on(deleteSourceOperation, async ({ context, actor, params, request }) => {
    await deleteSource(context, actor, params.slug, wishOf(request));
    return empty(204);
  }),
);
