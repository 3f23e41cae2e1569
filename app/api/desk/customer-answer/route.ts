import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getCustomerAnswerOperation } from "@/domain/contract/desk/incidents";
import { getCustomerAnswer } from "@/server/customer-answers";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getCustomerAnswerOperation, async ({ context, actor, query }) =>
    privateJson(200, await getCustomerAnswer(context, actor, query)),
  ),
);
