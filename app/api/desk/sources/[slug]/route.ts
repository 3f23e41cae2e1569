import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getDeskSourceOperation } from "@/domain/contract/desk/declaring";
import { getDeskSource } from "@/server/sources";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getDeskSourceOperation, async ({ context, actor, params }) =>
    privateJson(200, await getDeskSource(context, actor, params.slug)),
  ),
);
