import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { repeatableOf } from "@/app/api/repeatable";
import { postRemovalOperation } from "@/domain/contract/desk/checks";
import { requestRemoval } from "@/server/removal-requests";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(postRemovalOperation, async (call) =>
    privateJson(201, await requestRemoval(call.context, call.actor, repeatableOf(call), call.body)),
  ),
);
