import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Facts } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { MINUTE_MS } from "@/domain/instant";
import { nextChangeAt } from "@/domain/next-change";
import { healthSteps } from "@/domain/steps";
import { measuredFacts, RUN_MIN_MS } from "@/domain/timeline";
import { factsOf, HISTORY_END, leastFacts, randomHistory, randomInstant } from "@/tests/fixtures/random-history";
import type { RawHistory } from "@/tests/fixtures/slow-model";
import { countsAt, turningPoints } from "@/tests/fixtures/slow-model";

const NEVER = Number.POSITIVE_INFINITY;

function stateAt(history: RawHistory, t: Instant): unknown {
  const shown = history.sources.map(({ id }) => countsAt(history, 1, t, id));
  const from = -10 * MINUTE_MS;
  const steps = healthSteps(factsOf(history, 1), { from, to: t + 1 });
  return {
    overall: countsAt(history, 1, t),
    shown,
    told: measuredFacts({ steps, until: t, isStart: true }, { from, to: NEVER }),
  };
}

/** From ten minutes before on, with all that is dated ahead. */
function factsFrom(history: RawHistory, now: Instant): Facts {
  return leastFacts(history, 1, { from: now - RUN_MIN_MS, to: NEVER });
}

test("until the next change nothing that is published differs", () => {
  fc.assert(
    fc.property(randomHistory, randomInstant, (history, now) => {
      const next = nextChangeAt(now, [factsFrom(history, now)], []) ?? HISTORY_END * 2;
      expect(next).toBeGreaterThan(now);
      const points = turningPoints(history).flatMap((t) => [t - 1, t, t + RUN_MIN_MS - 1, t + RUN_MIN_MS]);
      const state = stateAt(history, now);
      for (const t of [...points, next - 1]) {
        if (t > now && t < next) expect(stateAt(history, t)).toEqual(state);
      }
    }),
    { numRuns: 70 },
  );
});

const endless: Facts = {
  network: 1,
  staleAfterMs: [{ from: -NEVER, value: 45 * MINUTE_MS }],
  memberships: [{ address: 1, network: 1, role: "sending", from: 0, to: null }],
  sources: [
    {
      id: 1,
      kind: "receiver",
      counts: [{ from: -NEVER, value: true }],
      staleAfterMs: [{ from: -NEVER, value: null }],
    },
  ],
  blocks: [],
  rounds: [],
};
const looked = (at: Instant) => ({
  at,
  scope: { probe: 1, networks: new Set([1]), sources: new Set([1]), addresses: null },
  unknown: [],
});

describe("nextChangeAt", () => {
  test("is null where nothing is ahead", () => {
    expect(nextChangeAt(60 * MINUTE_MS, [endless], [])).toBeNull();
  });

  test("is the end of verification, to the millisecond", () => {
    const facts = { ...endless, rounds: [looked(0)] };
    expect(nextChangeAt(20 * MINUTE_MS, [facts], [])).toBe(45 * MINUTE_MS);
    expect(nextChangeAt(45 * MINUTE_MS - 1, [facts], [])).toBe(45 * MINUTE_MS);
  });

  test("is the instant at which a run of health reaches ten minutes", () => {
    const facts = { ...endless, rounds: [looked(0)] };
    expect(nextChangeAt(45 * MINUTE_MS, [facts], [])).toBe(55 * MINUTE_MS);
    expect(nextChangeAt(55 * MINUTE_MS, [facts], [])).toBeNull();
  });

  test("is a block or a round that is dated ahead", () => {
    const block = { address: 1, source: 1, effect: "refused", from: 103 * MINUTE_MS, to: null } as const;
    expect(nextChangeAt(100 * MINUTE_MS, [{ ...endless, blocks: [block] }], [])).toBe(103 * MINUTE_MS);
    expect(nextChangeAt(100 * MINUTE_MS, [{ ...endless, rounds: [looked(104 * MINUTE_MS)] }], [])).toBe(
      104 * MINUTE_MS,
    );
  });

  test("is a round that is dated ahead of a network that is known already, whose age it changes", () => {
    const rounds = [looked(98 * MINUTE_MS), looked(104 * MINUTE_MS)];
    expect(nextChangeAt(100 * MINUTE_MS, [{ ...endless, rounds }], [])).toBe(104 * MINUTE_MS);
  });

  test("is the instant from which the network lets knowledge age, where nobody ever looked", () => {
    const staleAfterMs = [
      { from: -NEVER, value: null },
      { from: 105 * MINUTE_MS, value: 45 * MINUTE_MS },
    ];
    expect(nextChangeAt(100 * MINUTE_MS, [{ ...endless, staleAfterMs }], [])).toBe(105 * MINUTE_MS);
  });

  test("is the earliest over all networks and deadlines, those that passed left out", () => {
    const facts = { ...endless, rounds: [looked(0)] };
    expect(nextChangeAt(20 * MINUTE_MS, [endless, facts], [5 * MINUTE_MS, 90 * MINUTE_MS])).toBe(45 * MINUTE_MS);
    expect(nextChangeAt(20 * MINUTE_MS, [facts], [20 * MINUTE_MS, 21 * MINUTE_MS])).toBe(21 * MINUTE_MS);
  });
});
