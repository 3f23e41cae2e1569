import { endpoint, on } from "@/app/api/endpoint";
import { kept } from "@/app/api/public";
import { loadIncident } from "@/app/views/incident";
import { incidentOperation } from "@/app/views/operations";
import { viewerOf } from "@/app/views/viewer";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(incidentOperation, (call) => kept(call, () => loadIncident(call.params.slug, viewerOf(call.context, call.lang)))),
);
