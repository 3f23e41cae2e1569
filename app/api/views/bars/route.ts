import { endpoint, on } from "@/app/api/endpoint";
import { kept } from "@/app/api/public";
import { loadBars } from "@/app/views/bars";
import { viewerOf } from "@/app/views/viewer";
import { barsOperation } from "@/domain/contract/operations/views";
import { getStatus } from "@/server/status";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(barsOperation, (call) =>
    kept(call, async () => loadBars(await getStatus(call.context, call.lang), viewerOf(call.context, call.lang))),
  ),
);
