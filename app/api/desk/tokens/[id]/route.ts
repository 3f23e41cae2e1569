import { empty } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { revokeTokenOperation } from "@/domain/contract/desk/tokens";
import { revokeToken } from "@/server/tokens";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(revokeTokenOperation, async ({ context, actor, params }) => {
    await revokeToken(context, actor, Number(params.id));
    return empty(204);
  }),
);
