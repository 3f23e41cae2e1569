import { endpoint, on } from "@/app/api/endpoint";
import { kept, passing } from "@/app/api/public";
import { listTimelineOperation } from "@/domain/contract/operations/status";
import { listTimeline } from "@/server/timeline";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(listTimelineOperation, async (call) => {
    const { context, query, lang } = call;
    const isRange = query.from !== null || query.to !== null || query.cursor !== null;
    const list = () => listTimeline(context, query, lang);
    return isRange ? passing(await list()) : kept(call, list);
  }),
);
