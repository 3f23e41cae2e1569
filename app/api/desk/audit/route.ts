import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { listAuditOperation } from "@/domain/contract/desk/audit";
import { listAudit } from "@/server/audit-log";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(listAuditOperation, async ({ context, actor, query }) => privateJson(200, await listAudit(context, actor, query))),
);
