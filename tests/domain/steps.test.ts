import fc from "fast-check";
import { expect, test } from "vitest";
import type { Facts, SourceId } from "@/domain/facts";
import type { Counts, Step } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { healthSteps } from "@/domain/steps";
import { factsOf, HISTORY_END, leastFacts, randomHistory, randomInstant } from "@/tests/fixtures/random-history";
import type { RawHistory } from "@/tests/fixtures/slow-model";
import { countsAt, turningPoints } from "@/tests/fixtures/slow-model";

const whole = { from: -1, to: HISTORY_END + 100 };

/** The counts that hold at an instant, by the steps. */
function stepAt(steps: readonly Step[], t: Instant): Counts {
  const step = steps.findLast(({ at }) => at <= t);
  if (step === undefined) throw new Error("the steps begin later");
  const { at: _, ...counts } = step;
  return counts;
}

function slowCounts(history: RawHistory, instants: readonly Instant[], only?: SourceId): Counts[] {
  return instants.map((t) => countsAt(history, 1, t, only));
}

/** Where anything can change, and the millisecond before; in between nothing does. */
function probed(history: RawHistory): Instant[] {
  return turningPoints(history)
    .flatMap((t) => [t - 1, t])
    .filter((t) => t >= whole.from && t < whole.to);
}

test("at every instant the steps count what the slow model counts", () => {
  fc.assert(
    fc.property(randomHistory, (history) => {
      const steps = healthSteps(factsOf(history, 1), whole);
      const instants = probed(history);
      expect(instants.map((t) => stepAt(steps, t))).toEqual(slowCounts(history, instants));
    }),
    { numRuns: 130 },
  );
});

test("at every instant the steps of one source count what the slow model counts for it alone", () => {
  fc.assert(
    fc.property(randomHistory, fc.constantFrom(1, 1, 2, 3, 8), (history, source) => {
      const steps = healthSteps(factsOf(history, 1), whole, source);
      const instants = probed(history);
      expect(instants.map((t) => stepAt(steps, t))).toEqual(slowCounts(history, instants, source));
    }),
    { numRuns: 80 },
  );
});

test("steps begin with the window, ascend, differ from each other and stay in the window", () => {
  fc.assert(
    fc.property(randomHistory, fc.uniqueArray(randomInstant, { minLength: 2, maxLength: 2 }), (history, edges) => {
      const window = { from: Math.min(...edges), to: Math.max(...edges) };
      const steps = healthSteps(factsOf(history, 1), window);
      expect(steps[0]?.at).toBe(window.from);
      for (const [index, step] of steps.entries()) {
        const next = steps[index + 1];
        expect(step.at).toBeLessThan(window.to);
        if (next === undefined) continue;
        expect(next.at).toBeGreaterThan(step.at);
        expect({ ...next, at: 0 }).not.toEqual({ ...step, at: 0 });
      }
    }),
    { numRuns: 100 },
  );
});

test("a part of the window gives the same as the whole, from the fewest facts that are promised", () => {
  fc.assert(
    fc.property(randomHistory, fc.uniqueArray(randomInstant, { minLength: 2, maxLength: 2 }), (history, edges) => {
      const window = { from: Math.min(...edges), to: Math.max(...edges) };
      const steps = healthSteps(leastFacts(history, 1, window), window);
      const all = healthSteps(factsOf(history, 1), whole);
      const begun = { ...stepAt(all, window.from), at: window.from };
      expect(steps).toEqual([begun, ...all.filter(({ at }) => at > window.from && at < window.to)]);
    }),
    { numRuns: 130 },
  );
});

test("a round covers whoever was a member at its instant: not who left then, nor who joined a millisecond later", () => {
  const always = <T>(value: T) => [{ from: Number.NEGATIVE_INFINITY, value }];
  const at = 1_000;
  const times: [Instant, Instant | null, boolean][] = [
    [at, null, true],
    [at + 1, null, false],
    [0, null, true],
  ];
  // Who left and came back before the window.
  const left: [Instant, boolean][] = [
    [at, false],
    [at + 1, true],
  ];
  const member = (address: number, from: Instant, to: Instant | null) => ({
    address,
    network: 1,
    role: "sending" as const,
    from,
    to,
  });
  const memberships = [
    ...times.map(([from, to], index) => member(index, from, to)),
    ...left.flatMap(([to], index) => [member(10 + index, 0, to), member(10 + index, at + 5, null)]),
  ];
  const facts: Facts = {
    network: 1,
    staleAfterMs: always<number | null>(100_000),
    sources: [{ id: 1, kind: "receiver", counts: always(true), staleAfterMs: always(null) }],
    memberships,
    blocks: [],
    rounds: [{ at, scope: { probe: 1, networks: new Set([1]), sources: new Set([1]), addresses: null }, unknown: [] }],
  };
  const covered = [...times.map(([, , isCovered]) => isCovered), ...left.map(([, isCovered]) => isCovered)];
  const known = covered.filter((isCovered) => isCovered).length;
  const [step] = healthSteps(facts, { from: at + 10, to: at + 20 });
  expect(step).toEqual({ at: at + 10, sending: 5, blocked: 0, unknown: 5 - known, known });
});

function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  const twice = [...items, ...items];
  return fc
    .shuffledSubarray(twice, { minLength: items.length, maxLength: twice.length })
    .map((some) => [...some, ...items]);
}

const shuffledFacts = (facts: Facts): fc.Arbitrary<Facts> =>
  fc
    .record({
      memberships: shuffled(facts.memberships),
      blocks: shuffled(facts.blocks),
      rounds: shuffled(facts.rounds),
      sources: fc.shuffledSubarray([...facts.sources], { minLength: facts.sources.length }),
    })
    .map((changed) => ({ ...facts, ...changed }));

test("any order and any repetition of the facts gives the same steps", () => {
  const some = randomHistory.chain((history) => {
    const facts = factsOf(history, 1);
    return fc.record({ facts: fc.constant(facts), other: shuffledFacts(facts) });
  });
  fc.assert(
    fc.property(some, ({ facts, other }) => {
      expect(healthSteps(other, whole)).toEqual(healthSteps(facts, whole));
    }),
    { numRuns: 100 },
  );
});

test("scopes and exceptions of equal content are alike, whether they are one object or several", () => {
  fc.assert(
    fc.property(randomHistory, (history) => {
      const facts = factsOf(history, 1);
      const rounds = facts.rounds.map((round) => structuredClone(round));
      expect(healthSteps({ ...facts, rounds }, whole)).toEqual(healthSteps(facts, whole));
    }),
    { numRuns: 60 },
  );
});
