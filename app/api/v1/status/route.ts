import { endpoint, on } from "@/app/api/endpoint";
import { kept } from "@/app/api/public";
import { getStatusOperation } from "@/domain/contract/operations/status";
import { getStatus } from "@/server/status";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getStatusOperation, (call) => kept(call, () => getStatus(call.context, call.lang))),
);
