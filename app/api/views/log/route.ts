import { endpoint, on } from "@/app/api/endpoint";
import { kept } from "@/app/api/public";
import { loadLog } from "@/app/views/log";
import { viewerOf } from "@/app/views/viewer";
import { logOperation } from "@/domain/contract/operations/views";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(logOperation, (call) => kept(call, () => loadLog(call.query.network, viewerOf(call.context, call.lang)))),
);
