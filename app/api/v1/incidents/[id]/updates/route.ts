import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { repeatableOf } from "@/app/api/repeatable";
import { postUpdateOperation } from "@/domain/contract/operations/incidents";
import { requireIncident } from "@/server/incidents/paths";
import { postUpdate } from "@/server/updates";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(
    postUpdateOperation,
    async (call) => {
      const { context, actor, params, body, lang } = call;
      return privateJson(201, await postUpdate(context, actor, params.id, body, repeatableOf(call), lang));
    },
    ({ context, actor, params }) => requireIncident(context, actor, params.id),
  ),
);
