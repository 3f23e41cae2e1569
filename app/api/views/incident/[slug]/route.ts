import { endpoint, on } from "@/app/api/endpoint";
import { kept } from "@/app/api/public";
import { loadIncident } from "@/app/views/incident";
import { viewerOf } from "@/app/views/viewer";
import { incidentOperation } from "@/domain/contract/operations/views";
import { getStatus } from "@/server/status";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(incidentOperation, (call) =>
    kept(call, async () => {
      const { context, lang, params } = call;
      return loadIncident(params.slug, await getStatus(context, lang), viewerOf(context, lang));
    }),
  ),
);
