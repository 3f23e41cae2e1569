import { endpoint, on } from "@/app/api/endpoint";
import { kept } from "@/app/api/public";
import { loadIncident } from "@/app/views/incident";
import { incidentOperation } from "@/app/views/operations";
import { viewerOf } from "@/app/views/viewer";
import { getStatus } from "@/server/status";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(incidentOperation, (call) =>
    kept(call, async () => {
      const { context, lang, params } = call;
      return loadIncident(params.slug, await getStatus(context, lang), viewerOf(context, lang));
    }),
  ),
);
