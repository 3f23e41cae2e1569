import { describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { recordEvents } from "@/server/events";
import { currentVersion } from "@/server/version";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

/** The version once all is declared. */
const DECLARED = 4;
const NOW = Date.parse("2026-03-10T12:00:00Z");
const at = (ms: number) => new Date(NOW + ms).toISOString();
const event = (id: string, change: object = {}) => ({
  id,
  type: "block",
  address: "192.0.2.1",
  source: "outlook",
  at: at(-HOUR_MS),
  ...change,
});

async function declared(open: () => Promise<TestContext>): Promise<TestContext> {
  const context = await open();
  await declareSource(context, "outlook");
  await declareSource(context, "other");
  await declareNetwork(context, "main", ["192.0.2.1", "2001:db8::1"], { since: NOW - 100 * HOUR_MS });
  await declareNetwork(context, "second", ["198.51.100.1"], { since: NOW - 100 * HOUR_MS });
  return context;
}

async function codes(context: Context, inputs: unknown[], actor = tokenOf()) {
  const { rejected } = await recordEvents(context, actor, inputs);
  return rejected.map(({ index, code }) => [index, code]);
}

async function blocks(context: Context) {
  const rows = await context.db.block.findMany({
    orderBy: [{ addressId: "asc" }, { sourceId: "asc" }, { fromAt: "asc" }],
  });
  return rows.map((row) => [
    Number(row.fromAt) - NOW,
    row.toAt === null ? null : Number(row.toAt) - NOW,
    row.effect,
    row.evidence,
  ]);
}

describe.each(databases)("recording events on $name", (database) => {
  const open = () => declared(() => database.openContext({ now: NOW }));

  it("stores what is accepted, and blocks come about", async () => {
    const context = await open();
    const receipt = await recordEvents(context, tokenOf(), [
      event("a", { evidence: "to <john@example.com>" }),
      event("b", { type: "unblock", at: at(-MINUTE_MS) }),
    ]);
    expect(receipt).toEqual({ accepted: 2, duplicates: 0, rejected: [], version: DECLARED + 1 });
    expect(await blocks(context)).toEqual([[-HOUR_MS, -MINUTE_MS, "refused", "to <***@example.com>"]]);
    expect(await currentVersion(context)).toBe(DECLARED + 1);
  });

  it("takes a repeat for a duplicate that moves nothing, in one request, a later one, and after retirement", async () => {
    const context = await open();
    const input = event("a", { evidence: "john@example.com", effect: "deferred" });
    expect(await recordEvents(context, tokenOf(), [input, input])).toMatchObject({
      accepted: 1,
      duplicates: 1,
      version: DECLARED + 1,
    });
    await context.db.source.updateMany({ data: { hiddenAt: 1n } });
    await context.db.membership.updateMany({ data: { toAt: BigInt(NOW) } });
    const same = { ...input, at: "2026-03-10T12:00:00.0009+01:00", evidence: "***@example.com", extra: 1 };
    expect(await recordEvents(context, tokenOf(), [same])).toEqual({
      accepted: 0,
      duplicates: 1,
      rejected: [],
      version: DECLARED + 1,
    });
    const unblock = event("u", { type: "unblock", effect: "nonsense" });
    expect(await codes(context, [unblock])).toEqual([[0, "unknown_source"]]);
  });

  it("ignores the effect of an unblock, which counts for no difference either", async () => {
    const context = await open();
    await recordEvents(context, tokenOf(), [event("u", { type: "unblock", effect: "refused" })]);
    const receipt = await recordEvents(context, tokenOf(), [event("u", { type: "unblock", effect: 5 })]);
    expect(receipt.duplicates).toBe(1);
  });

  it.each([
    { type: "unblock" },
    { address: "2001:db8::1" },
    { source: "other" },
    { source: "not-declared" },
    { at: at(-HOUR_MS + 1) },
    { at: at(HOUR_MS) },
    { effect: "deferred" },
    { evidence: "550" },
    { evidence: "" },
  ])("refuses an id with other content, and keeps the first: %o", async (change) => {
    const context = await open();
    await recordEvents(context, tokenOf(), [event("a")]);
    expect(await codes(context, [event("a", change)])).toEqual([[0, "id_conflict"]]);
    expect((await recordEvents(context, tokenOf(), [event("a")])).duplicates).toBe(1);
    expect(await codes(context, [event("b"), event("b", change)])).toEqual([[1, "id_conflict"]]);
  });

  it("knows ids by the token's name, and does not keep those of rejected events", async () => {
    const context = await open();
    expect(await codes(context, [event("a", { source: "nobody" }), event("a")])).toEqual([[0, "unknown_source"]]);
    expect(await recordEvents(context, tokenOf("other"), [event("a", { effect: "deferred" })])).toMatchObject({
      accepted: 1,
    });
    expect(await recordEvents(context, tokenOf("probe"), [event("a")])).toMatchObject({ duplicates: 1 });
  });

  it("tells the first fault in the order of checking", async () => {
    const context = await open();
    const bound = tokenOf("bound", ["second"]);
    expect(
      await codes(
        context,
        [
          { ...event("0"), at: "yesterday", source: "nobody" },
          event("1", { source: "nobody", address: "203.0.113.1", at: at(HOUR_MS) }),
          event("2", { address: "203.0.113.1", at: at(HOUR_MS) }),
          event("3", { at: at(HOUR_MS) }),
          event("4", { address: "198.51.100.1", at: at(5 * MINUTE_MS + 1) }),
          event("5", { address: "198.51.100.1", at: at(-100 * HOUR_MS - 1) }),
          event("6", { address: "198.51.100.1", at: at(5 * MINUTE_MS) }),
          event("7", { address: "198.51.100.1", at: at(-100 * HOUR_MS) }),
        ],
        bound,
      ),
    ).toEqual([
      [0, "invalid"],
      [1, "unknown_source"],
      [2, "unknown_address"],
      [3, "not_allowed"],
      [4, "in_future"],
      [5, "before_membership"],
    ]);
  });

  it.each([
    [null],
    [5],
    [[]],
    ["x"],
    [{}],
    [event("")],
    [event("x".repeat(129))],
    [event("a\0b")],
    [event("\ud800")],
    [event("a", { type: "Block" })],
    [event("a", { address: "192.0.2" })],
    [event("a", { address: "fe80::1%eth0" })],
    [event("a", { source: "No Slug" })],
    [event("a", { at: "2026-13-01T00:00:00Z" })],
    [event("a", { at: 5 })],
    [event("a", { effect: "bounced" })],
    [event("a", { evidence: "x".repeat(2049) })],
    [event("a", { evidence: "\0" })],
    [event("a", { evidence: "\udc00" })],
    [{ ...event("a"), __proto__: { type: "unblock" }, type: undefined }],
  ])("refuses what is no event, and stores nothing: %o", async (input) => {
    const context = await open();
    expect(await codes(context, [input])).toEqual([[0, "invalid"]]);
    expect(await context.db.event.count()).toBe(0);
    expect(await currentVersion(context)).toBe(DECLARED);
  });

  it("gives an id to a single event without one, and to no other", async () => {
    const context = await open();
    const { id: _, ...nameless } = event("a");
    const receipt = await recordEvents(context, tokenOf(), [nameless]);
    expect(receipt).toMatchObject({ accepted: 1, ids: [expect.any(String)] });
    expect((await context.db.event.findFirstOrThrow()).externalId).toBe(receipt.ids?.[0]);
    expect(await codes(context, [event("b"), nameless])).toEqual([[1, "invalid"]]);
  });

  it("counts characters, not code units", async () => {
    const context = await open();
    const receipt = await recordEvents(context, tokenOf(), [event("😀".repeat(128), { evidence: "😀".repeat(2048) })]);
    expect(receipt.accepted).toBe(1);
    expect(await codes(context, [event("b", { evidence: "😀".repeat(2049) })])).toEqual([[0, "invalid"]]);
  });

  it("lets nobody in without the scope", async () => {
    const context = await open();
    const reader = { kind: "token", name: "r", scopes: ["read"], networks: null } as const;
    await expect(recordEvents(context, { kind: "nobody" }, [])).rejects.toMatchObject({ status: 401 });
    await expect(recordEvents(context, reader, [])).rejects.toMatchObject({ status: 403, code: "insufficient_scope" });
  });

  it("answers an empty list", async () => {
    expect(await recordEvents(await open(), tokenOf(), [])).toEqual({
      accepted: 0,
      duplicates: 0,
      rejected: [],
      version: DECLARED,
    });
  });

  it("gives each of many concurrent requests its own outcome, and shares transactions", async () => {
    const context = await open();
    const receipts = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        recordEvents(context, tokenOf(), [event(`${n % 40}`, { at: at(-MINUTE_MS * (n % 40)) })]),
      ),
    );
    expect(receipts.filter(({ accepted }) => accepted === 1)).toHaveLength(40);
    expect(receipts.filter(({ duplicates }) => duplicates === 1)).toHaveLength(10);
    expect(await currentVersion(context)).toBeLessThan(DECLARED + 10);
    expect(await context.db.event.count()).toBe(40);
  });

  it("fails all requests of a transaction that fails, stores nothing of them, and takes them later", async () => {
    const context = await open();
    await context.db.$queryRawUnsafe("PRAGMA query_only = ON");
    const post = () => Promise.allSettled(["a", "b", "c"].map((id) => recordEvents(context, tokenOf(), [event(id)])));
    const failed = { status: "rejected", reason: { status: 503, code: "database_unavailable" } };
    expect(await post()).toMatchObject([failed, failed, failed]);
    await context.db.$queryRawUnsafe("PRAGMA query_only = OFF");
    expect(await context.db.event.count()).toBe(0);
    const taken = { status: "fulfilled", value: { accepted: 1 } };
    expect(await post()).toMatchObject([taken, taken, taken]);
  });
});
