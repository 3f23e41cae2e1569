import { expect, test } from "vitest";
import { cohortsOf } from "@/domain/cohort";
import type { Facts, Membership, Round, SourceFacts, Unknown } from "@/domain/facts";
import type { Setting } from "@/domain/instant";
import { DAY_MS, MINUTE_MS } from "@/domain/instant";
import { healthSteps } from "@/domain/steps";

const SIZE = 65_536;
const always = <T>(value: T): Setting<T>[] => [{ from: Number.NEGATIVE_INFINITY, value }];
const window = { from: 0, to: DAY_MS };

/** All joined before the first round, some later than others. */
const memberships = Array.from(
  { length: SIZE },
  (_, address): Membership => ({
    address,
    network: 1,
    role: "sending",
    from: -(2 + (address % 50)) * DAY_MS,
    to: null,
  }),
);
const sources = Array.from(
  { length: 100 },
  (_, id): SourceFacts => ({
    id,
    kind: id < 10 ? "receiver" : "dnsbl",
    counts: always(true),
    staleAfterMs: always(null),
  }),
);
const scopes = [1, 2].map((probe) => ({
  probe,
  networks: new Set([1]),
  sources: new Set(sources.map(({ id }) => id)),
  addresses: null,
}));

/** Two probes look every five minutes; now and then one of them gets no answer about one address. */
const rounds = Array.from({ length: 576 }, (_, index): Round[] => {
  const exceptions: Unknown[] = index % 10 === 0 ? [{ source: index % 100, addresses: new Set([index]) }] : [];
  const at = (index - 288) * 5 * MINUTE_MS;
  return scopes.map((scope) => ({ at, scope, unknown: scope.probe === 1 ? exceptions : [] }));
}).flat();

const facts: Facts = {
  network: 1,
  staleAfterMs: always<number | null>(45 * MINUTE_MS),
  memberships,
  sources,
  blocks: [],
  rounds,
};

test("addresses are told apart by what rounds and memberships make of them, not by their number", () => {
  const cohorts = cohortsOf(facts, window);
  const excepted = new Set(rounds.flatMap(({ unknown }) => unknown.flatMap(({ addresses }) => [...(addresses ?? [])])));
  expect(cohorts).toHaveLength(1 + excepted.size);
  expect(cohorts.reduce((sum, { addresses }) => sum + addresses.length, 0)).toBe(SIZE);
  expect(new Set(cohorts.map(({ coverage }) => coverage)).size).toBe(1);
});

test("what earlier rounds said is looked at no further back than it still tells", () => {
  const [cohort] = cohortsOf(facts, { from: DAY_MS - 1, to: DAY_MS });
  expect(cohort?.coverage.rounds.map((ofProbe) => ofProbe.length)).toEqual([1, 1]);
});

test("one blind look among two probes leaves all addresses of a large network known", () => {
  expect(healthSteps(facts, window)).toEqual([{ at: 0, sending: SIZE, blocked: 0, unknown: 0, known: SIZE }]);
});
