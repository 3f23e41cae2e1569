import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { renewLinkOperation } from "@/domain/contract/desk/access";
import { renewLink } from "@/server/people";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(renewLinkOperation, async ({ context, actor, params }) =>
    privateJson(201, await renewLink(context, actor, params.id)),
  ),
);
