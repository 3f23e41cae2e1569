import { endpoint, on } from "@/app/api/endpoint";
import { passing } from "@/app/api/public";
import { getAddressOperation } from "@/domain/contract/operations/status";
import { findAddress } from "@/server/addresses";
import { takeLookUp } from "@/server/rate-limit";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getAddressOperation, async (call) => {
    takeLookUp(call.actor, call.request.headers);
    return passing(call, await findAddress(call.context, call.params.ip, call.query.at));
  }),
);
