import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { redactUpdateOperation } from "@/domain/contract/operations/incidents";
import { requireUpdate } from "@/server/incidents/paths";
import { redactUpdate } from "@/server/redactions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(
    redactUpdateOperation,
    async ({ context, actor, params: { id, updateId }, body, lang }) =>
      privateJson(201, await redactUpdate(context, actor, id, updateId, body, lang)),
    ({ context, actor, params }) => requireUpdate(context, actor, params.id, params.updateId),
  ),
);
