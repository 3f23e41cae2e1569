import { endpoint, on } from "@/app/api/endpoint";
import { passing } from "@/app/api/public";
import { getAddressOperation } from "@/domain/contract/operations/status";
import { lookUp } from "@/server/look-ups";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getAddressOperation, async (call) => {
    const { context, actor, request, params, query } = call;
    return passing(await lookUp(context, actor, request.headers, params.ip, query.at));
  }),
);
