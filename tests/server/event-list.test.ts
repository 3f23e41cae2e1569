import { beforeEach, describe, expect, it } from "vitest";
import { EventsQuery } from "@/domain/contract/event";
import { HOUR_MS, MINUTE_MS } from "@/domain/instant";
import { nobody } from "@/server/actor";
import { listEvents } from "@/server/event-list";
import { recordEvents } from "@/server/events";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const text = (at: number) => new Date(at).toISOString();

describe.each(databases)("the list of events on $name", (database) => {
  let context: TestContext;

  beforeEach(async () => {
    context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    await declareSource(context, "list", { kind: "reputation" });
    await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2"], { since: NOW - 10 * HOUR_MS });
    await declareNetwork(context, "second", ["198.51.100.1"], { since: NOW - 10 * HOUR_MS });
  });

  function send(id: string, minutes: number, more: object = {}) {
    const at = text(NOW - minutes * MINUTE_MS);
    return recordEvents(context, tokenOf(), [
      { id, type: "block", address: "192.0.2.1", source: "outlook", at, ...more },
    ]);
  }

  async function ids(query: object, actor = tokenOf()) {
    return (await listEvents(context, actor, EventsQuery.parse(query))).items.map(({ id }) => id);
  }

  it("is newest first, then newest received, with all that was sent", async () => {
    await send("a", 5);
    await send("b", 1, { evidence: "to joe@example.com", effect: "deferred" });
    await send("c", 5, { type: "unblock" });
    expect(await ids({})).toEqual(["b", "c", "a"]);
    const { items, nextCursor } = await listEvents(context, tokenOf(), EventsQuery.parse({ limit: "1" }));
    expect(nextCursor).toEqual(expect.any(String));
    expect(items).toEqual([
      {
        id: "b",
        type: "block",
        address: "192.0.2.1",
        source: "outlook",
        at: text(NOW - MINUTE_MS),
        effect: "deferred",
        evidence: "to ***@example.com",
        receivedAt: text(NOW),
      },
    ]);
  });

  it("goes on where a cursor says, whatever came meanwhile", async () => {
    for (const index of [1, 2, 3, 4, 5]) await send(`${index}`, 10);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { limit: "2", ...(cursor === null ? {} : { cursor }) };
      const page = await listEvents(context, tokenOf(), EventsQuery.parse(query));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await send(`newer ${cursor}`, 9);
      await send(`same instant ${cursor}`, 10);
    } while (cursor !== null);
    expect(seen).toEqual(["5", "4", "3", "2", "1"]);
  });

  it("can be narrowed by network at the event, source, address and time", async () => {
    await send("old", 300);
    await declareNetwork(context, "main", ["192.0.2.2"]);
    await declareNetwork(context, "second", ["198.51.100.1", "192.0.2.1"]);
    context.clock.advance(MINUTE_MS);
    await send("moved", -1);
    await send("other", 3, { address: "198.51.100.1", source: "list" });
    expect(await ids({ network: "main" })).toEqual(["old"]);
    expect(await ids({ network: "second" })).toEqual(["moved", "other"]);
    expect(await ids({ source: "list" })).toEqual(["other"]);
    expect(await ids({ address: "::ffff:192.0.2.1" })).toEqual(["moved", "old"]);
    expect(await ids({ address: "203.0.113.1" })).toEqual([]);
    expect(await ids({ from: text(NOW - 300 * MINUTE_MS), to: text(NOW - 3 * MINUTE_MS) })).toEqual(["old"]);
    expect(await ids({}, tokenOf("bound", ["main"]))).toEqual(["old"]);
  });

  it.each([
    [{ network: "nowhere" }, tokenOf(), 404, "unknown_network"],
    [{ source: "nobody" }, tokenOf(), 404, "unknown_source"],
    [{ network: "second" }, tokenOf("bound", ["main"]), 403, "not_allowed"],
    [{ cursor: "nonsense" }, tokenOf(), 422, "invalid"],
    [{ cursor: Buffer.from('["x",1]').toString("base64url") }, tokenOf(), 422, "invalid"],
    [{}, nobody, 401, "unauthorized"],
  ])("refuses %o", async (query, actor, status, code) => {
    await expect(listEvents(context, actor, EventsQuery.parse(query))).rejects.toMatchObject({ status, code });
  });
});
