import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getEditableIncidentOperation } from "@/domain/contract/desk/incident-texts";
import { getEditableIncident } from "@/server/editable-incidents";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getEditableIncidentOperation, async ({ context, actor, params }) =>
    privateJson(200, await getEditableIncident(context, actor, params.id)),
  ),
);
