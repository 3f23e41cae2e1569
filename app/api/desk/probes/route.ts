import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { listProbesOperation } from "@/domain/contract/desk/probes";
import { listProbes } from "@/server/probes";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(listProbesOperation, async ({ context, actor, lang }) =>
    privateJson(200, await listProbes(context, actor, lang ?? context.settings.locale)),
  ),
);
