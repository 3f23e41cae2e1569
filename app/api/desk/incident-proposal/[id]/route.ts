import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getUpdateProposalOperation } from "@/domain/contract/desk/incidents";
import { getUpdateProposal } from "@/server/incident-proposals";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getUpdateProposalOperation, async ({ context, actor, params }) =>
    privateJson(200, await getUpdateProposal(context, actor, params.id)),
  ),
);
