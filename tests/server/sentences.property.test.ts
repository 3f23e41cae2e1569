import fc from "fast-check";
import { expect, test } from "vitest";
import { claimsOf } from "@/domain/claims";
import { measuredLevel, worse } from "@/domain/level";
import type { State } from "@/tests/fixtures/claim-states";
import { countsOf, declaredOf, now, presentOfState, states } from "@/tests/fixtures/claim-states";
import { lies } from "@/tests/fixtures/spoken";

function claimsIn({ networks, sources, declared }: State) {
  return claimsOf({
    networks: networks.map((network) => presentOfState(network, sources)),
    sources,
    declared: declaredOf(declared),
  });
}

const calm = ["clear", "partly_clear", "unreported"];

test("no sentence, read back in either language, claims more than the state holds, in 10,000 of them", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(lies(claimsIn(state), state, now)).toEqual([]);
    }),
    { numRuns: 10_000 },
  );
}, 120_000);

test("no headline is calm above a block, an open incident or a network that is not verified, and no sentence says of all addresses what a silent receiver leaves open", () => {
  fc.assert(
    fc.property(states, (state) => {
      const { headline, summary } = claimsIn(state);
      const counts = state.networks.map((network) => countsOf(network, state.sources));
      const isEmpty = counts.every(({ sending }) => sending === 0);
      const isWell = worse(measuredLevel(counts), state.declared) === "operational";
      expect(calm.includes(headline.kind)).toBe(isWell && !isEmpty);

      const isSilent = state.networks.some(({ addresses }) =>
        addresses.some((pairs) =>
          [...pairs].some(([source, { watched, known }]) => {
            const traits = state.sources.get(source);
            return traits?.kind === "receiver" && traits.counts && watched && !known;
          }),
        ),
      );
      const kinds = [headline, ...summary].map(({ kind }) => kind);
      if (isSilent) expect(kinds).not.toContain("nothing_else");
      if (isSilent) expect(kinds).not.toContain("nothing");
      if (isSilent && kinds.includes("clear")) expect(headline.kind).not.toBe("clear");
    }),
    { numRuns: 10_000 },
  );
}, 120_000);
