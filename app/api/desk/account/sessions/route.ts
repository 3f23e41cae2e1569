import { empty } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { endOtherSessionsOperation } from "@/domain/contract/desk/access";
import { endOtherSessions } from "@/server/account";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(endOtherSessionsOperation, async ({ context, actor }) => {
    await endOtherSessions(context, actor);
    return empty(204);
  }),
);
