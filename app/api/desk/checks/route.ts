import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getChecksOperation } from "@/domain/contract/desk/checks";
import { listChecks } from "@/server/checks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getChecksOperation, async ({ context, actor, lang }) => privateJson(200, await listChecks(context, actor, lang))),
);
