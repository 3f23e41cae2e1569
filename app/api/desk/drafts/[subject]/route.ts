import { empty, privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { deleteDraftOperation, getDraftOperation, putDraftOperation } from "@/domain/contract/desk/texts";
import { deleteDraft, getDraft, putDraft } from "@/server/drafts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getDraftOperation, async ({ context, actor, params }) =>
    privateJson(200, await getDraft(context, actor, params.subject)),
  ),
  on(putDraftOperation, async ({ context, actor, params, body }) =>
    privateJson(200, await putDraft(context, actor, params.subject, body)),
  ),
  on(deleteDraftOperation, async ({ context, actor, params }) => {
    await deleteDraft(context, actor, params.subject);
    return empty(204);
  }),
);
