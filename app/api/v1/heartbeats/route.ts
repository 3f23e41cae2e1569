import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { postHeartbeatOperation } from "@/domain/contract/operations/events";
import { recordHeartbeat } from "@/server/heartbeats";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(postHeartbeatOperation, async ({ context, actor, body }) =>
    privateJson(202, await recordHeartbeat(context, actor, body)),
  ),
);
