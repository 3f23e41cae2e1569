import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getDeskAddressOperation } from "@/domain/contract/desk/checks";
import { getDeskAddress } from "@/server/desk-addresses";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getDeskAddressOperation, async ({ context, actor, params, lang }) =>
    privateJson(200, await getDeskAddress(context, actor, params.ip, lang)),
  ),
);
