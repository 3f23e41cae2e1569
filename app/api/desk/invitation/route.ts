import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { acceptInvitationOperation } from "@/domain/contract/desk/access";
import { acceptInvitation } from "@/server/invitations";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(acceptInvitationOperation, async ({ context, body }) => privateJson(200, await acceptInvitation(context, body))),
);
