import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getDeskNetworkOperation } from "@/domain/contract/desk/declaring";
import { getDeskNetwork } from "@/server/networks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getDeskNetworkOperation, async ({ context, actor, params }) =>
    privateJson(200, await getDeskNetwork(context, actor, params.slug)),
  ),
);
