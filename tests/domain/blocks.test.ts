import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FoldedBlock, PairEvent } from "@/domain/blocks";
import { compareAtInstant, continueBlocks, foldBlocks, refoldBlocks } from "@/domain/blocks";
import type { Instant } from "@/domain/instant";
import type { RawHistory } from "@/tests/fixtures/slow-model";
import { effectAt, blocks as isBlocking } from "@/tests/fixtures/slow-model";

const block = (at: Instant, more: Partial<PairEvent> = {}): PairEvent => ({
  id: `b${at}`,
  type: "block",
  at,
  effect: "refused",
  evidence: null,
  ...more,
});
const unblock = (at: Instant): PairEvent => ({ id: `u${at}`, type: "unblock", at, effect: null, evidence: null });

const event: fc.Arbitrary<PairEvent> = fc
  .record({
    type: fc.constantFrom("block", "unblock"),
    at: fc.nat(12),
    effect: fc.constantFrom("refused", "deferred"),
    number: fc.nat(30),
  })
  .map(({ type, at, effect, number }) => {
    // One id is one event, so what it says follows from it.
    const id = `${type} ${at} ${effect} ${number}`;
    return { id, type, at, effect: type === "block" ? effect : null, evidence: type === "block" ? `said ${id}` : null };
  });

describe("foldBlocks", () => {
  test("a block lasts from its first event to the unblock, and repetitions move neither end", () => {
    const events = [block(1), block(3), unblock(7), unblock(9), block(11), unblock(0)];
    expect(foldBlocks(events).map(({ from, to }) => [from, to])).toEqual([
      [1, 7],
      [11, null],
    ]);
  });

  test("at one instant the block voids the unblock", () => {
    expect(foldBlocks([block(1), block(5), unblock(5), unblock(8)]).map(({ from, to }) => [from, to])).toEqual([
      [1, 8],
    ]);
  });

  test("effect and evidence are those of the latest confirmation, also where it is milder", () => {
    const events = [block(1, { evidence: "first" }), block(4, { effect: "deferred", evidence: "last" }), unblock(6)];
    expect(foldBlocks(events)).toEqual([{ from: 1, to: 6, effect: "deferred", evidence: "last" }]);
  });

  test("of confirmations at one instant refused wins, then the greater id", () => {
    const deferred = block(1, { id: "z", effect: "deferred", evidence: "deferred" });
    const lower = block(1, { id: "a", evidence: "a" });
    const greater = block(1, { id: "b", evidence: "b" });
    expect(foldBlocks([greater, deferred, lower])).toEqual([{ from: 1, to: null, effect: "refused", evidence: "b" }]);
    expect(foldBlocks([lower, greater, deferred])).toEqual([{ from: 1, to: null, effect: "refused", evidence: "b" }]);
  });

  test("equal ids of two senders at one instant have one winner, whichever came first", () => {
    const events = [block(1, { id: "7", evidence: "x" }), block(1, { id: "7", evidence: "y" })];
    expect(foldBlocks(events)).toEqual(foldBlocks([...events].reverse()));
  });

  test("any order and any repetition gives the same blocks, and they are those of the slow model", () => {
    const some = fc
      .array(event, { maxLength: 25 })
      .chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length })),
      );
    fc.assert(
      fc.property(some, ([events, others]) => {
        const folded = foldBlocks(events);
        expect(foldBlocks([...others, ...events])).toEqual(folded);
        const raw = events.map((item) => ({ ...item, address: 1, source: 1 }));
        const history: RawHistory = { networks: new Map(), sources: [], memberships: [], rounds: [], events: raw };
        for (let t = -1; t <= 13; t++) {
          const inForce = folded.filter(({ from, to }) => from <= t && (to === null || t < to));
          expect(inForce).toHaveLength(isBlocking(history, 1, 1, t) ? 1 : 0);
          expect(inForce[0]?.effect ?? null).toBe(effectAt(history, 1, 1, t));
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** A store of one pair that answers as an index does, and counts the rows it hands out. */
class PairStore {
  readonly events = new Map<string, PairEvent>();
  blocks: FoldedBlock[] = [];
  read = 0;

  record(batch: readonly PairEvent[]): void {
    for (const item of batch) this.events.set(item.id, item);
    const all = [...this.events.values()];
    const instants = [...new Set(all.map(({ at }) => at))].sort((a, b) => a - b);
    const rows = new Set<FoldedBlock>();
    const wanted = new Set<Instant>();
    const want = (at: Instant | undefined) => at !== undefined && wanted.add(at);
    for (const { at } of batch) {
      const touched = [this.blocks.findLast(({ from }) => from <= at), this.blocks.find(({ from }) => from > at)];
      for (const row of touched) if (row !== undefined) rows.add(row);
      want(at);
      want(instants.findLast((other) => other < at));
      want(instants.find((other) => other > at));
    }
    for (const { to } of rows) want(instants.findLast((other) => to === null || other < to));
    const leading = [...wanted].map((at) => all.filter((item) => item.at === at).sort(compareAtInstant)[0]);
    const events = leading.filter((item) => item !== undefined);
    this.read += rows.size + events.length;
    const kept = this.blocks.filter((row) => !rows.has(row));
    this.blocks = [...kept, ...refoldBlocks([...rows], events)].sort((a, b) => a.from - b.from);
  }
}

describe("refoldBlocks", () => {
  test("events recorded in any order and in any batches leave the blocks that the fold of all gives", () => {
    const batches = fc.array(fc.array(event, { minLength: 1, maxLength: 4 }), { maxLength: 15 });
    fc.assert(
      fc.property(batches, (recorded) => {
        const store = new PairStore();
        for (const batch of recorded) {
          store.record(batch);
          expect(store.blocks).toEqual(foldBlocks(store.events.values()));
        }
      }),
      { numRuns: 600 },
    );
  });

  test("a late event before many later ones takes no more rows than one before none", () => {
    const later = Array.from({ length: 1_000 }, (_, index) => block(100 + index));
    for (const late of [block(50), unblock(150.5), unblock(50)]) {
      const store = new PairStore();
      for (const item of later) store.events.set(item.id, item);
      store.blocks = foldBlocks(later);
      store.record([late]);
      expect(store.blocks).toEqual(foldBlocks(store.events.values()));
      expect(store.read).toBeLessThanOrEqual(6);
    }
  });
});

describe("continueBlocks", () => {
  test("gives from the open block on what all events fold to, whichever came before and in whatever order they came since", () => {
    const some = fc.array(event, { maxLength: 20 });
    fc.assert(
      fc.property(some, some, (before, since) => {
        const folded = foldBlocks(before);
        const ended = folded.filter(({ to }) => to !== null);
        const later = since.map((item) => ({ ...item, at: item.at + 13 }));
        const now = [...ended, ...continueBlocks(folded.find(({ to }) => to === null) ?? null, later)];
        expect(now).toEqual(foldBlocks([...before, ...later]));
        expect(folded).toEqual(foldBlocks(before));
      }),
    );
  });
});
