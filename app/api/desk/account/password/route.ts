import { empty } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { putPasswordOperation } from "@/domain/contract/desk/access";
import { changePassword } from "@/server/account";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(putPasswordOperation, async ({ context, actor, body, request }) => {
    await changePassword(context, actor, body, request.headers.get("x-vigie-client") ?? "");
    return empty(204);
  }),
);
