import fc from "fast-check";
import { expect, test } from "vitest";
import type { Facts, Round } from "@/domain/facts";
import { MINUTE_MS } from "@/domain/instant";
import { withoutRepeats } from "@/domain/repeats";
import { healthSteps } from "@/domain/steps";
import { factsOf, HISTORY_END, leastFacts, randomHistory, randomInstant } from "@/tests/fixtures/random-history";

/** Rounds that are told again and again, as probes do: of a beat of 2 to 12 minutes, each told up to 12 times. */
const repeating = fc
  .record({
    history: randomHistory,
    beatMs: fc.constantFrom(2, 5, 5, 10, 12).map((minutes) => minutes * MINUTE_MS),
    times: fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }),
  })
  .map(({ history, beatMs, times }) => ({
    ...history,
    rounds: history.rounds.flatMap((round, index) =>
      Array.from(
        { length: 1 + (times[index % times.length] ?? 0) },
        (_, again): Round => ({ ...round, at: round.at + again * beatMs }),
      ),
    ),
  }));

/** Windows as different as the history: from before it to after it, and parts. */
const edges = fc.uniqueArray(fc.oneof(randomInstant, fc.constantFrom(-MINUTE_MS, HISTORY_END + 100)), {
  minLength: 2,
  maxLength: 2,
});

test("what is told again and again counts the same told once, at every instant of every window", () => {
  let told = 0;
  let kept = 0;
  fc.assert(
    fc.property(repeating, edges, fc.constantFrom(undefined, 1, 3), (history, [a, b], source) => {
      const window = { from: Math.min(a ?? 0, b ?? 0), to: Math.max(a ?? 0, b ?? 0) };
      const same = (facts: Facts) => {
        const fewer = withoutRepeats(facts);
        expect(healthSteps(fewer, window, source)).toEqual(healthSteps(facts, window, source));
        told += facts.rounds.length;
        kept += fewer.rounds.length;
      };
      same(factsOf(history, 1));
      same(leastFacts(history, 1, window));
    }),
    { numRuns: 300 },
  );
  expect(kept).toBeLessThan(told * 0.9);
});

test("a year of rounds that saw all is a handful", () => {
  const scope = { probe: 1, networks: new Set([1]), sources: new Set([1]), addresses: null };
  const missed = [{ source: 1, addresses: null }];
  const rounds = Array.from({ length: 50_000 }, (_, index) => ({
    at: index * 10 * MINUTE_MS,
    scope,
    unknown: index === 20_000 ? missed : [],
  }));
  const nothing: Round["unknown"] = [];
  const facts: Facts = {
    network: 1,
    staleAfterMs: [{ from: Number.NEGATIVE_INFINITY, value: 30 * MINUTE_MS }],
    memberships: [{ address: 1, network: 1, role: "sending", from: 0, to: null }],
    sources: [],
    blocks: [],
    rounds: rounds.map((round) => ({ ...round, unknown: round.unknown === missed ? missed : nothing })),
  };
  expect(withoutRepeats(facts).rounds.map(({ at }) => at / MINUTE_MS)).toEqual([0, 200_000, 200_010]);
});
