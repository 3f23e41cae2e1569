import { empty } from "@/app/api/answer";
import { answerDeclared, answerPut, wishOf } from "@/app/api/declared";
import { endpoint, on } from "@/app/api/endpoint";
import {
  deleteNetworkOperation,
  getNetworkOperation,
  putNetworkOperation,
} from "@/domain/contract/operations/declaring";
import { deleteNetwork, getNetwork, putNetwork, requireNetworkRight } from "@/server/networks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getNetworkOperation, (call) =>
    answerDeclared(call, () => getNetwork(call.context, call.actor, call.params.slug, call.lang)),
  ),
  on(
    putNetworkOperation,
    async ({ context, actor, params, body, request }) =>
      answerPut(request, await putNetwork(context, actor, params.slug, body, wishOf(request))),
    ({ actor, params }) => requireNetworkRight(actor, params.slug),
  ),
  on(deleteNetworkOperation, async ({ context, actor, params, request }) => {
    await deleteNetwork(context, actor, params.slug, wishOf(request));
    return empty(204);
  }),
);
