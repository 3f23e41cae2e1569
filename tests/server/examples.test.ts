import { expect, test } from "vitest";
import { NetworkBody } from "@/domain/contract/network";
import { putNetworkOperation, putSourceOperation } from "@/domain/contract/operations/declaring";
import { postEventsOperation } from "@/domain/contract/operations/events";
import { SourceBody } from "@/domain/contract/source";
import { recordEvents } from "@/server/events";
import { putNetwork } from "@/server/networks";
import { putSource } from "@/server/sources";
import { databases } from "@/tests/support/databases";
import { tokenOf } from "@/tests/support/declarations";

test.each(databases)("the examples of the API's description work one after the other on $name", async (database) => {
  const context = await database.openContext();
  await putSource(context, tokenOf(), "outlook", SourceBody.parse(putSourceOperation.body?.example));
  await putNetwork(context, tokenOf(), "main", NetworkBody.parse(putNetworkOperation.body?.example));
  const { accepted, rejected } = await recordEvents(context, tokenOf(), [postEventsOperation.body?.example]);
  expect({ accepted, rejected }).toEqual({ accepted: 1, rejected: [] });
});
