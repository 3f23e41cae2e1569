import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Board, BoardBlock, BoardFacts, BoardIncident, BoardSource } from "@/domain/board";
import { boardOf } from "@/domain/board";

const networks = ["main", "second"];
const sources = new Map<string, BoardSource>([
  ["outlook", { kind: "receiver", counts: true, affects: [] }],
  ["gmail", { kind: "receiver", counts: true, affects: [] }],
  ["brightmail", { kind: "filter", counts: true, affects: ["outlook"] }],
  ["list", { kind: "dnsbl", counts: false, affects: [] }],
]);
const slugs = [...sources.keys()];
const instant = fc.integer({ min: 0, max: 20 });

const block: fc.Arbitrary<BoardBlock> = fc
  .record({
    host: fc.integer({ min: 1, max: 6 }),
    source: fc.constantFrom(...slugs),
    effect: fc.constantFrom("refused" as const, "deferred" as const),
    from: instant,
    lasts: fc.option(fc.integer({ min: 1, max: 20 })),
    late: fc.integer({ min: -2, max: 5 }),
    evidence: fc.option(fc.constantFrom("550 refused", "421 later")),
    removalRequestedAt: fc.option(instant),
  })
  .map(({ host, lasts, late, ...rest }) => ({
    ...rest,
    address: `192.0.2.${host}`,
    label: null,
    network: host % 3 === 0 ? "second" : "main",
    role: host > 4 ? ("idle" as const) : ("sending" as const),
    to: lasts === null ? null : rest.from + lasts,
    receivedAt: rest.from + late,
  }));

const incident: fc.Arbitrary<BoardIncident> = fc.record({
  slug: fc.uuid(),
  impact: fc.constantFrom("none" as const, "minor" as const, "maintenance" as const),
  status: fc.constantFrom("investigating" as const, "scheduled" as const, "in_progress" as const, "verifying" as const),
  networks: fc.subarray(networks),
  sources: fc.subarray(slugs),
  nextUpdateBy: fc.option(instant),
  scheduledFor: fc.option(instant),
  scheduledUntil: fc.option(instant),
});

const facts: fc.Arbitrary<BoardFacts> = fc.record({
  networks: fc.constant(networks),
  sources: fc.constant(sources),
  blocks: fc.uniqueArray(block, { maxLength: 12, selector: ({ address, source }) => `${address} ${source}` }),
  incidents: fc.array(incident, { maxLength: 3 }),
  probes: fc.constant([]),
  seenAt: fc.option(fc.integer({ min: 0, max: 30 })),
});

/** Pair by pair, taking each sentence of the rules by its word. */
function slowBoard({ blocks, incidents, seenAt }: BoardFacts, now: number) {
  const stands = blocks.filter(({ from, to }) => from <= now && (to === null || now < to));
  const mark = seenAt !== null && seenAt <= now ? seenAt : -1_000;
  const isNew = (b: BoardBlock) => b.receivedAt > mark || b.from > mark;
  const isTold = (b: BoardBlock) =>
    incidents.some(
      (i) =>
        i.impact !== "maintenance" &&
        i.networks.includes(b.network) &&
        (i.sources.length === 0 ||
          i.sources.includes(b.source) ||
          (b.source === "outlook" && i.sources.includes("brightmail")) ||
          (b.source === "brightmail" && i.sources.includes("outlook"))),
    );
  const hurts = stands.filter(({ role, source }) => role === "sending" && source !== "list");
  const pairs = networks.flatMap((network) => slugs.map((source) => ({ network, source })));
  const rows = pairs
    .map(({ network, source }) => {
      const all = stands.filter((b) => b.network === network && b.source === source);
      const sending = all.filter(({ role }) => role === "sending");
      const told = sending.length > 0 ? sending : all;
      return {
        network,
        source,
        sending: sending.length,
        deferred: sending.filter(({ effect }) => effect === "deferred").length,
        idle: all.length - sending.length,
        oldestAt: Math.min(...told.map(({ from }) => from)),
        newestAt: Math.max(...told.map(({ from }) => from)),
        unseen: told.filter(isNew).length,
        requested: told.filter((b) => b.removalRequestedAt !== null).length,
        addresses: all.map(({ address }) => address).sort(),
      };
    })
    .filter(({ sending, idle }) => sending + idle > 0);
  const untold = hurts.filter((b) => !isTold(b));
  return {
    rows: rows.filter(({ source, sending }) => source !== "list" && sending > 0),
    quiet: rows.filter(({ source, sending }) => source === "list" || sending === 0),
    blocked: new Set(hurts.map(({ address }) => address)).size,
    unseen: new Set(hurts.filter(isNew).map(({ address }) => address)).size,
    untold: new Set(untold.map(({ address }) => address)).size,
    untoldSince: untold.length === 0 ? null : Math.min(...untold.map(({ from }) => from)),
    overdue: incidents
      .flatMap(({ slug, status, nextUpdateBy, scheduledFor, scheduledUntil }) => [
        ...(nextUpdateBy !== null && nextUpdateBy <= now ? [`${nextUpdateBy} ${slug} update`] : []),
        ...(status === "scheduled" && scheduledFor !== null && scheduledFor <= now
          ? [`${scheduledFor} ${slug} begin`]
          : []),
        ...(["in_progress", "verifying"].includes(status) && scheduledUntil !== null && scheduledUntil <= now
          ? [`${scheduledUntil} ${slug} end`]
          : []),
      ])
      .sort(),
  };
}

/** What the slow board has, of a board; rows in the order of the pairs. */
function comparable({ rows, quiet, untold, overdue, blocked, unseen }: Board) {
  const order = networks.flatMap((network) => slugs.map((source) => `${network} ${source}`));
  const place = (row: { network: string; source: string }) => order.indexOf(`${row.network} ${row.source}`);
  const plain = (list: Board["rows"]) =>
    [...list]
      .sort((a, b) => place(a) - place(b))
      .map(({ kind, counts, deed, oldestUnrequestedAt, evidence, incidents, blocks, ...row }) => ({
        ...row,
        addresses: blocks.map(({ address }) => address).sort(),
      }));
  return {
    rows: plain(rows),
    quiet: plain(quiet),
    blocked,
    unseen,
    untold: untold?.addresses ?? 0,
    untoldSince: untold?.since ?? null,
    overdue: overdue.map(({ incident, what, since }) => `${since} ${incident} ${what}`).sort(),
  };
}

test("the board is what a slow reading of the same facts finds, pair by pair", () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 30 }), (some, now) => {
      expect(comparable(boardOf(some, now))).toEqual(slowBoard(some, now));
    }),
    { numRuns: 500 },
  );
});

test("whoever remembers the mark of a board finds nothing of it new, and finds new whatever is told or begins later", () => {
  fc.assert(
    fc.property(facts, instant, instant, (some, first, wait) => {
      const known = { ...some, blocks: some.blocks.filter(({ receivedAt }) => receivedAt <= first) };
      const { mark } = boardOf({ ...known, seenAt: null }, first);
      expect(boardOf({ ...known, seenAt: mark }, first).unseen).toBe(0);
      const later = boardOf({ ...some, seenAt: mark }, first + wait);
      const come = later.rows.flatMap(({ blocks }) =>
        blocks.filter(({ role, receivedAt, from }) => role === "sending" && (receivedAt > first || from > first)),
      );
      expect(later.unseen).toBeGreaterThanOrEqual(new Set(come.map(({ address }) => address)).size);
    }),
  );
});

const refused: BoardBlock = {
  address: "192.0.2.1",
  label: null,
  network: "main",
  role: "sending",
  source: "outlook",
  effect: "refused",
  evidence: null,
  from: 5,
  to: null,
  receivedAt: 5,
  removalRequestedAt: null,
};

describe("The loud line", () => {
  const told: BoardIncident = {
    slug: "mail-refused",
    impact: "minor",
    status: "investigating",
    networks: ["main"],
    sources: ["outlook"],
    nextUpdateBy: null,
    scheduledFor: null,
    scheduledUntil: null,
  };
  const untold = (incidents: BoardIncident[], blocks = [refused]) =>
    boardOf({ networks, sources, blocks, incidents, probes: [], seenAt: null }, 10).untold;

  test("it speaks of addresses that are refused without an incident, and falls silent with one", () => {
    expect(untold([])).toEqual({ addresses: 1, deed: "refused", networks: ["main"], sources: ["outlook"], since: 5 });
    expect(untold([told])).toBeNull();
  });

  test("an incident of another network, of another source, or a maintenance does not silence it", () => {
    expect(untold([{ ...told, networks: ["second"] }])).not.toBeNull();
    expect(untold([{ ...told, sources: ["gmail"] }])).not.toBeNull();
    expect(untold([{ ...told, impact: "maintenance", status: "in_progress" }])).not.toBeNull();
  });

  test("an incident tells of the filter on whose data the receiver refuses, and the reverse", () => {
    expect(untold([told], [{ ...refused, source: "brightmail" }])).toBeNull();
    expect(untold([{ ...told, sources: ["brightmail"] }])).toBeNull();
  });

  test("it says refused where receivers refuse all of it, whatever filters say besides", () => {
    const listed = { ...refused, source: "brightmail" };
    expect(untold([], [listed, refused])).toMatchObject({ deed: "refused", sources: ["outlook", "brightmail"] });
    expect(untold([], [listed])).toMatchObject({ deed: "listed" });
    expect(untold([], [{ ...listed, address: "192.0.2.2" }, refused])).toMatchObject({ deed: "blocked", addresses: 2 });
  });

  test("an address that two sources refuse is one address", () => {
    expect(untold([], [refused, { ...refused, source: "gmail" }])).toMatchObject({
      addresses: 1,
      sources: ["gmail", "outlook"],
    });
  });
});

test("a look that lies ahead, as after a replay began anew, is none", () => {
  const board = { networks, sources, blocks: [refused], incidents: [], probes: [] };
  expect(boardOf({ ...board, seenAt: 99 }, 10).unseen).toBe(1);
});
