import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { previewNetworkOperation } from "@/domain/contract/desk/declaring";
import { previewNetwork } from "@/server/declaring/preview";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(previewNetworkOperation, async ({ context, actor, params, body }) =>
    privateJson(200, await previewNetwork(context, actor, params.slug, body.addresses)),
  ),
);
