import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PairEvent } from "@/domain/blocks";
import { foldBlocks } from "@/domain/blocks";
import type { Checkable } from "@/domain/checks";
import { correctionOf, isDue, queueOf, SKIPPED_MS } from "@/domain/checks";
import { DAY_MS, HOUR_MS, holdsAt } from "@/domain/instant";

const NOW = 100 * DAY_MS;
const past = fc.option(fc.integer({ min: NOW - 3 * DAY_MS, max: NOW }));
const item: fc.Arbitrary<Checkable> = fc.record({
  blockedSince: past,
  requestedAt: past,
  answeredAt: past,
  skippedAt: past,
  staleAfterMs: fc.constantFrom(null, HOUR_MS, DAY_MS),
});
const plain: Checkable = {
  blockedSince: null,
  requestedAt: null,
  answeredAt: null,
  skippedAt: null,
  staleAfterMs: DAY_MS,
};

describe("the queue of a source", () => {
  it("holds what is due, and what is blocked without removal asked for, each once and nothing else", () => {
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const wanted = items.filter(
          (one) => isDue(one, NOW) || (one.blockedSince !== null && one.requestedAt === null),
        );
        const queue = queueOf(items, NOW);
        expect(new Set(queue)).toEqual(new Set(wanted));
        expect(queue.length).toBe(wanted.length);
      }),
    );
  });

  it("does not depend on the order of what differs, and is in order whatever is left out", () => {
    fc.assert(
      fc.property(fc.array(item), fc.func(fc.boolean()), (items, isIn) => {
        const queue = queueOf(items, NOW);
        const some = new Set(items.filter((one) => isIn(one)));
        expect(queueOf(queue, NOW)).toEqual(queue);
        expect(
          queueOf(
            queue.filter((one) => some.has(one)),
            NOW,
          ),
        ).toEqual(queue.filter((one) => some.has(one)));
      }),
    );
  });

  it("begins with blocks that nobody asked to remove, then what was never answered, then the longest ago, then what was left", () => {
    const long = { ...plain, blockedSince: NOW - 9, answeredAt: NOW - SKIPPED_MS };
    const left = { ...plain, blockedSince: NOW - 99, answeredAt: NOW - 3 };
    const short = { ...plain, blockedSince: NOW - 5 };
    const never = { ...plain };
    const older = { ...plain, answeredAt: NOW - 3 * DAY_MS, blockedSince: NOW - 9, requestedAt: NOW - 8 };
    const newer = { ...plain, answeredAt: NOW - 2 * DAY_MS };
    const skipped = { ...plain, blockedSince: NOW - 99, skippedAt: NOW - 2 };
    const justSkipped = { ...plain, skippedAt: NOW - 1 };
    const fresh = { ...plain, answeredAt: NOW - 1 };
    const all = [justSkipped, left, fresh, newer, skipped, older, never, short, long];
    expect(queueOf(all, NOW)).toEqual([long, short, never, older, newer, left, skipped, justSkipped]);
  });

  it("asks again early enough to leave no gap, and forgets a skip with its round", () => {
    expect(isDue({ ...plain, answeredAt: NOW - 0.75 * DAY_MS }, NOW)).toBe(true);
    expect(isDue({ ...plain, answeredAt: NOW - 0.75 * DAY_MS + 1 }, NOW)).toBe(false);
    expect(isDue({ ...plain, staleAfterMs: null, answeredAt: NOW - DAY_MS + 1 }, NOW)).toBe(false);
    const forgotten = { ...plain, skippedAt: NOW - SKIPPED_MS };
    expect(queueOf([{ ...plain, answeredAt: NOW - DAY_MS }, forgotten], NOW)[0]).toBe(forgotten);
  });
});

describe("the correction of a mistaken answer", () => {
  const event = fc.record({
    id: fc.stringMatching(/^[a-z]{1,4}$/),
    type: fc.constantFrom("block" as const, "unblock" as const),
    at: fc.integer({ min: 0, max: 40 }).map((at) => at * 10),
    effect: fc.constantFrom("refused" as const, "deferred" as const),
    evidence: fc.constantFrom(null, "said"),
  });

  /** Whether the source blocks at an instant, and how. */
  const stateAt = (events: readonly PairEvent[], at: number) => {
    const block = foldBlocks(events).find((one) => holdsAt(one, at));
    return block === undefined ? null : { from: block.from };
  };

  it("leaves every instant as it would have been, but for the millisecond of a block that was none", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), event, (others, told) => {
        const mistake = { ...told, at: told.at + 5, id: "mistake" };
        const correction = correctionOf(mistake, others);
        const all = [...others, mistake, ...(correction === null ? [] : [{ ...correction, id: "undo" }])];
        for (let at = 0; at <= 420; at += 1) {
          if (at === mistake.at) continue;
          expect(stateAt(all, at)).toEqual(stateAt(others, at));
        }
        const isTrace = mistake.type === "block" && stateAt(others, mistake.at) === null;
        expect(stateAt(all, mistake.at)).toEqual(isTrace ? { from: mistake.at } : stateAt(others, mistake.at));
      }),
    );
  });

  it("brings back the effect and the evidence that stood", () => {
    const stood: PairEvent = { id: "a", type: "block", at: 10, effect: "deferred", evidence: "421" };
    const told = { id: "b", at: 20, effect: "refused", evidence: "550" } as const;
    expect(correctionOf({ ...told, type: "block" }, [stood])).toEqual({
      type: "block",
      at: 21,
      effect: "deferred",
      evidence: "421",
    });
    expect(correctionOf({ ...stood, id: "b", at: 20 }, [stood])).toBeNull();
    expect(correctionOf({ ...told, type: "unblock", effect: null }, [stood])).toMatchObject({ type: "block", at: 20 });
    expect(correctionOf({ ...told, type: "unblock", effect: null }, [])).toBeNull();
  });
});
