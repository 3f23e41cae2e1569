import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { checkInvitationOperation } from "@/domain/contract/desk/access";
import { findInvited } from "@/server/invitations";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(checkInvitationOperation, async ({ context, body }) => privateJson(200, await findInvited(context, body.key))),
);
