import fc from "fast-check";
import { expect, test } from "vitest";
import { claimsOf } from "@/domain/claims";
import { figuresOf } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { levelOf } from "@/domain/level";
import type { NetworkPresent } from "@/domain/network-claims";
import { presentOf } from "@/domain/present";
import type { State } from "@/tests/fixtures/claim-states";
import { countsOf } from "@/tests/fixtures/claim-states";
import { factsOf, randomHistory, randomInstant } from "@/tests/fixtures/random-history";
import type { RawHistory } from "@/tests/fixtures/slow-model";
import { countsAt } from "@/tests/fixtures/slow-model";
import { stateAt } from "@/tests/fixtures/slow-state";
import { lies } from "@/tests/fixtures/spoken";

/** What the rules say of a history, with the instants that storage would add taken from the slow state. */
function claimsIn(history: RawHistory, t: Instant, state: State) {
  const networks = state.networks.map(({ id, since, verifiedAt, unverifiedSince, idleBlocked }): NetworkPresent => {
    const present = presentOf(factsOf(history, id), t);
    const { counts } = present;
    const told = { id, since, verifiedAt, unverifiedSince, idleBlocked };
    return { ...told, counts, present, figures: figuresOf(counts), level: levelOf(counts) };
  });
  return claimsOf({ networks, sources: state.sources, declared: null });
}

const affects = fc.subarray([1, 3, 8]);

test("no sentence that the rules make of a history claims more than the slow model knows", () => {
  fc.assert(
    fc.property(randomHistory, randomInstant, affects, (history, t, receivers) => {
      const state = stateAt(history, t, receivers);
      for (const network of state.networks) {
        expect(countsOf(network, state.sources)).toEqual(countsAt(history, network.id, t));
      }
      expect(lies(claimsIn(history, t, state), state, t)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

test("the order in which facts arrived, and repeats of them, change no claim", () => {
  const shuffled = randomHistory.chain((history) =>
    fc.record({
      history: fc.constant(history),
      events: fc.shuffledSubarray([...history.events, ...history.events.slice(0, 3)], {
        minLength: history.events.length + Math.min(3, history.events.length),
      }),
      rounds: fc.shuffledSubarray([...history.rounds], { minLength: history.rounds.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, randomInstant, affects, ({ history, events, rounds }, t, receivers) => {
      const state = stateAt(history, t, receivers);
      expect(claimsIn({ ...history, events, rounds }, t, state)).toEqual(claimsIn(history, t, state));
    }),
    { numRuns: 300 },
  );
}, 120_000);
