import { endpoint, on } from "@/app/api/endpoint";
import { kept } from "@/app/api/public";
import { loadDays } from "@/app/views/bars";
import { viewerOf } from "@/app/views/viewer";
import { daysOperation } from "@/domain/contract/operations/views";
import { getStatus } from "@/server/status";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(daysOperation, (call) => {
    const { context, lang, params } = call;
    return kept(call, async () => loadDays(params.slug, await getStatus(context, lang), viewerOf(context, lang)));
  }),
);
