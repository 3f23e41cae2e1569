import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getProposalOperation } from "@/domain/contract/desk/incidents";
import { getIncidentProposal } from "@/server/incident-proposals";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getProposalOperation, async ({ context, actor, query, lang }) =>
    privateJson(200, await getIncidentProposal(context, actor, query, lang)),
  ),
);
