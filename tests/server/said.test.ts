import { describe, expect, test } from "vitest";
import { change } from "@/server/change";
import { recordEvents } from "@/server/events";
import { keptWhileSaid } from "@/server/said";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const kept = keptWhileSaid<{ readonly reading: number }>("of the test");

function reader() {
  let reading = 0;
  return async () => {
    reading += 1;
    return { reading };
  };
}

describe.each(databases)("What people said, as it is kept on $name,", (database) => {
  test("is read once for each key, however many events come, and again once anything else has changed", async () => {
    const context = await database.openContext();
    await declareSource(context, "outlook");
    await declareNetwork(context, "main", ["192.0.2.1"]);
    const read = reader();
    const first = await kept(context, context.db, "a", read);
    expect(await kept(context, context.db, "a", read)).toBe(first);
    expect(await kept(context, context.db, "b", read)).toEqual({ reading: 2 });
    const event = { id: "1", type: "block", address: "192.0.2.1", source: "outlook", at: "2026-03-10T12:00:00Z" };
    expect(await recordEvents(context, tokenOf(), [event])).toMatchObject({ accepted: 1 });
    expect(await kept(context, context.db, "a", read)).toBe(first);
    await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2"]);
    expect(await kept(context, context.db, "a", read)).toEqual({ reading: 3 });
  });

  test("is not kept where it changed while it was read, nor within a transaction", async () => {
    const context = await database.openContext();
    const read = reader();
    await kept(context, context.db, "a", async () => {
      await declareNetwork(context, "main", ["192.0.2.1"]);
      return read();
    });
    expect(await kept(context, context.db, "a", read)).toEqual({ reading: 2 });
    await change(context, async (tx) => {
      expect(await kept(context, tx, "a", read)).toEqual({ reading: 3 });
      return { result: null, changed: false };
    });
    expect(await kept(context, context.db, "a", read)).toEqual({ reading: 2 });
  });
});
