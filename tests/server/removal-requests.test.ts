import { beforeEach, describe, expect, it } from "vitest";
import { RemovalBody } from "@/domain/contract/desk/checks";
import { HOUR_MS } from "@/domain/instant";
import type { StaffActor } from "@/server/actor";
import { nobody } from "@/server/actor";
import { findAddress } from "@/server/addresses";
import { recordEvents } from "@/server/events";
import { listRemovalRequests, requestRemoval } from "@/server/removal-requests";
import { deleteSource } from "@/server/sources";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const text = (at: number) => new Date(at).toISOString();
const ada: StaffActor = {
  kind: "staff",
  id: 1,
  email: "ada@example.org",
  name: "Ada",
  role: "editor",
  session: 1,
};

describe.each(databases)("a request for removal on $name", (database) => {
  let context: TestContext;
  let sent = 0;

  const tell = (type: string, at: number, address = "192.0.2.1") =>
    recordEvents(context, tokenOf(), [{ id: `${sent++}`, type, address, source: "outlook", at: text(at) }]);
  const ask = (more: object = {}, key: string | null = null) => {
    const body = RemovalBody.parse({ source: "outlook", addresses: ["192.0.2.1"], ...more });
    const bytes = Buffer.from(JSON.stringify(body));
    return requestRemoval(context, ada, key === null ? null : { key, method: "POST", path: "/", bytes }, body);
  };
  const told = async (at?: number) => (await findAddress(context, "192.0.2.1", at)).blocks[0]?.removalRequestedAt;

  beforeEach(async () => {
    context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2"], { since: NOW - 100 * HOUR_MS });
  });

  it("is told with the block that stood at its instant, also after late events, and with no other", async () => {
    await tell("block", NOW - 3 * HOUR_MS);
    await ask();
    expect(await told()).toBe(text(NOW));
    context.clock.advance(2 * HOUR_MS);
    await tell("unblock", NOW + HOUR_MS);
    await tell("block", NOW + 1.5 * HOUR_MS);
    expect(await told()).toBeNull();
    expect(await told(NOW + 0.5 * HOUR_MS)).toBe(text(NOW));
    expect(await told(NOW - 1)).toBeNull();
    // A late event says that it was let go before it was asked for, and blocked again after.
    await tell("unblock", NOW - HOUR_MS);
    expect(await told(NOW - 2 * HOUR_MS)).toBeNull();
    expect((await findAddress(context, "192.0.2.1", NOW + 0.5 * HOUR_MS)).blocks).toEqual([]);
  });

  it("names who asked, how and a note to staff, and to readers its instant alone", async () => {
    await tell("block", NOW - HOUR_MS);
    await ask({ method: "mail", note: "  Case 4711 " });
    const [pair] = await context.db.block.findMany({ select: { addressId: true, sourceId: true } });
    expect(await listRemovalRequests(context.db, pair === undefined ? [] : [pair])).toMatchObject([
      { at: NOW, requestedBy: "staff:ada@example.org", method: "mail", note: "Case 4711" },
    ]);
    expect(JSON.stringify(await findAddress(context, "192.0.2.1"))).not.toMatch(/4711|ada/);
  });

  it("is made for many at once; those that are not blocked are named and left alone", async () => {
    await tell("block", NOW - HOUR_MS);
    const receipt = await ask({ addresses: ["192.0.2.1", "192.0.2.2", "192.0.2.9"] });
    expect(receipt).toEqual({ at: text(NOW), requested: ["192.0.2.1"], notBlocked: ["192.0.2.2", "192.0.2.9"] });
    await expect(ask({ addresses: ["192.0.2.2"] })).rejects.toMatchObject({ status: 422, code: "not_blocked" });
    expect(await context.db.removalRequest.count()).toBe(1);
  });

  it("is made once however often it is sent, and moves the version with it", async () => {
    await tell("block", NOW - HOUR_MS);
    const first = await ask({}, "press-1");
    const { version } = await context.db.state.findFirstOrThrow();
    context.clock.advance(1_000);
    expect(await ask({}, "press-1")).toEqual(first);
    expect(await context.db.removalRequest.count()).toBe(1);
    expect((await context.db.state.findFirstOrThrow()).version).toBe(version);
    await expect(ask({ note: "other" }, "press-1")).rejects.toMatchObject({ status: 409, code: "id_conflict" });
  });

  it("is for staff, of a source that is declared", async () => {
    await tell("block", NOW - HOUR_MS);
    const body = RemovalBody.parse({ source: "outlook", addresses: ["192.0.2.1"] });
    await expect(requestRemoval(context, nobody, null, body)).rejects.toMatchObject({ status: 401 });
    await expect(requestRemoval(context, tokenOf(), null, body)).rejects.toMatchObject({ code: "staff_only" });
    await deleteSource(context, tokenOf(), "outlook");
    await expect(ask()).rejects.toMatchObject({ status: 422, code: "unknown_source" });
  });
});
