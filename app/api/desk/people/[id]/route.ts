import { empty } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { patchPersonOperation } from "@/domain/contract/desk/access";
import { changePerson } from "@/server/people";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(patchPersonOperation, async ({ context, actor, params, body }) => {
    await changePerson(context, actor, params.id, body);
    return empty(204);
  }),
);
