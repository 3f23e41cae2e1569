import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { listEventsOperation, postEventsOperation } from "@/domain/contract/operations/events";
import { listEvents } from "@/server/event-list";
import { recordEvents } from "@/server/events";
import { Problem } from "@/server/problem";
import { inputsOf } from "./inputs";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(listEventsOperation, async ({ context, actor, query }) =>
    privateJson(200, await listEvents(context, actor, query)),
  ),
  on(postEventsOperation, async ({ context, actor, body }) => {
    const inputs = inputsOf(body);
    const receipt = await recordEvents(context, actor, inputs);
    if (receipt.rejected.length > 0 && receipt.rejected.length === inputs.length) {
      throw new Problem(422, "all_rejected", "None of these events was accepted.", { members: { ...receipt } });
    }
    return privateJson(receipt.rejected.length > 0 ? 207 : 200, receipt);
  }),
);
