import { empty } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { endSessionOperation } from "@/domain/contract/desk/access";
import { endSession } from "@/server/sessions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(endSessionOperation, async ({ context, actor, params }) => {
    await endSession(context, actor, params.id);
    return empty(204);
  }),
);
