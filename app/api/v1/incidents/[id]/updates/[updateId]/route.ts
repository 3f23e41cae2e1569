import { privateJson } from "@/app/api/answer";
import { wishOf } from "@/app/api/declared";
import { endpoint, on } from "@/app/api/endpoint";
import { editUpdateOperation } from "@/domain/contract/operations/incidents";
import { requireUpdate } from "@/server/incidents/paths";
import { editUpdate } from "@/server/updates";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(
    editUpdateOperation,
    async ({ context, actor, params: { id, updateId }, body, lang, request }) =>
      privateJson(200, await editUpdate(context, actor, id, updateId, body, lang, wishOf(request))),
    ({ context, actor, params }) => requireUpdate(context, actor, params.id, params.updateId),
  ),
);
