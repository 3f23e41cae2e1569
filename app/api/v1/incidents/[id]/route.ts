import { privateJson } from "@/app/api/answer";
import { wishOf } from "@/app/api/declared";
import { endpoint, on } from "@/app/api/endpoint";
import { kept } from "@/app/api/public";
import { editIncidentOperation, getIncidentOperation } from "@/domain/contract/operations/incidents";
import { editIncident, getIncident } from "@/server/incidents";
import { requireIncident } from "@/server/incidents/paths";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getIncidentOperation, (call) => kept(call, () => getIncident(call.context, call.params.id, call.lang))),
  on(
    editIncidentOperation,
    async ({ context, actor, params, body, lang, request }) =>
      privateJson(200, await editIncident(context, actor, params.id, body, lang, wishOf(request))),
    ({ context, actor, params }) => requireIncident(context, actor, params.id),
  ),
);
