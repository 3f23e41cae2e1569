import { empty } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { checkSetUpOperation } from "@/domain/contract/desk/access";
import { checkSetUp } from "@/server/set-up";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(checkSetUpOperation, async ({ context, body }) => {
    await checkSetUp(context, body.key);
    return empty(204);
  }),
);
