import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { kept, passing } from "@/app/api/public";
import { repeatableOf } from "@/app/api/repeatable";
import { listIncidentsOperation, openIncidentOperation } from "@/domain/contract/operations/incidents";
import { listIncidents, openIncident } from "@/server/incidents";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(listIncidentsOperation, async (call) => {
    const list = () => listIncidents(call.context, call.query, call.lang);
    return call.query.cursor === null ? kept(call, list) : passing(await list());
  }),
  on(openIncidentOperation, async (call) => {
    const { context, actor, body, lang } = call;
    const incident = await openIncident(context, actor, body, repeatableOf(call), lang);
    return privateJson(201, incident, { Location: `/api/v1/incidents/${incident.id}` });
  }),
);
