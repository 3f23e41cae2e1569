import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Window } from "@/domain/instant";
import { healthSteps } from "@/domain/steps";
import { loadFacts } from "@/server/facts";
import { factsOf, NETWORKS, randomHistory, randomInstant } from "../fixtures/random-history";
import { databases } from "../support/databases";
import { declareHistory, inRealTime, PLAYED_UNTIL, play, realInstant } from "../support/played-history";

const windows: fc.Arbitrary<Window[]> = fc.array(
  fc
    .uniqueArray(randomInstant, { minLength: 2, maxLength: 2 })
    .map((edges) => ({ from: realInstant(Math.min(...edges)), to: realInstant(Math.max(...edges)) })),
  { minLength: 12, maxLength: 12 },
);

describe.each(databases)("facts on $name", (database) => {
  it("of a window give the same health there as all facts do", async () => {
    await fc.assert(
      fc.asyncProperty(randomHistory.map(inRealTime), windows, async (history, chosen) => {
        const context = await database.openContext({ now: PLAYED_UNTIL });
        await declareHistory(context, history);
        const rounds = history.rounds.map((round) => ({ round }));
        await play(context, [{ events: history.events }, ...rounds], async () => {});
        for (const window of [...chosen, { from: PLAYED_UNTIL, to: Number.POSITIVE_INFINITY }]) {
          const facts = await loadFacts(context, NETWORKS, window);
          for (const network of NETWORKS) {
            const loaded = facts.get(network);
            expect(loaded && healthSteps(loaded, window)).toEqual(healthSteps(factsOf(history, network), window));
            expect(loaded?.blocks.every(({ from, to }) => from < window.to && (to === null || to > window.from))).toBe(
              true,
            );
          }
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
