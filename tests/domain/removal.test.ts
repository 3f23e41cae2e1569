import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PairEvent } from "@/domain/blocks";
import { foldBlocks } from "@/domain/blocks";
import { DAY_MS, holdsAt } from "@/domain/instant";
import { expectedAt, latestRequest, requestsOf } from "@/domain/removal";

const event = fc.record({
  id: fc.stringMatching(/^[a-z]{1,3}$/),
  type: fc.constantFrom("block" as const, "unblock" as const),
  at: fc.integer({ min: 0, max: 60 }),
  effect: fc.constantFrom("refused" as const, "deferred" as const),
  evidence: fc.constant(null),
});
const events = fc.array(event, { maxLength: 30 });
const requests = fc.array(fc.record({ at: fc.integer({ min: 0, max: 60 }) }), { maxLength: 10 });

describe("a request for removal", () => {
  it("belongs to the one block that stood when it was made, and to none made between blocks", () => {
    fc.assert(
      fc.property(events, requests, (facts, asked) => {
        const blocks = foldBlocks(facts);
        for (const request of asked) {
          const owners = blocks.filter((block) => requestsOf(block, asked).includes(request));
          expect(owners).toEqual(blocks.filter((block) => holdsAt(block, request.at)));
          expect(owners.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("belongs to the block that late events leave standing at its instant, in whatever order they come", () => {
    fc.assert(
      fc.property(events, events, requests, fc.infiniteStream(fc.nat()), (early, late, asked, dice) => {
        const shuffled = [...early, ...late]
          .map((one): [number, PairEvent] => [dice.next().value, one])
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        const told = (facts: readonly PairEvent[]) =>
          foldBlocks(facts).map((block) => [block.from, latestRequest(block, asked, 60)?.at ?? null]);
        expect(told([...shuffled, ...late])).toEqual(told([...early, ...late]));
      }),
    );
  });

  it("is the latest of its block that had been made by then", () => {
    const block = { from: 10, to: 20 };
    const asked = [{ at: 9 }, { at: 10, id: 1 }, { at: 15, id: 2 }, { at: 15, id: 3 }, { at: 20 }];
    expect(latestRequest(block, asked, 30)).toEqual({ at: 15, id: 3 });
    expect(latestRequest(block, asked, 14)).toEqual({ at: 10, id: 1 });
    expect(latestRequest(block, asked, 9)).toBeNull();
    expect(latestRequest({ from: 20, to: null }, asked, 30)).toEqual({ at: 20 });
  });

  it("is expected to be answered after the days that the source says it takes, if it says so", () => {
    expect(expectedAt(1_000, 1.5)).toBe(1_000 + 1.5 * DAY_MS);
    expect(expectedAt(1_000, 0)).toBe(1_000);
    expect(expectedAt(1_000, null)).toBeNull();
  });
});
