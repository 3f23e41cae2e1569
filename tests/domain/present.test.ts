import fc from "fast-check";
import { expect, test } from "vitest";
import type { AddressId, Facts, SourceId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import type { Present } from "@/domain/present";
import { presentOf } from "@/domain/present";
import { blocksOf, factsOf, leastFacts, randomHistory, randomInstant } from "@/tests/fixtures/random-history";
import type { RawHistory } from "@/tests/fixtures/slow-model";
import {
  blocks,
  countsAt,
  effectAt,
  isPairKnown,
  membersAt,
  turningPoints,
  wasLookedAt,
} from "@/tests/fixtures/slow-model";

function counts(history: RawHistory, source: SourceId, t: Instant): boolean {
  const settings = history.sources.find(({ id }) => id === source)?.counts ?? [];
  return settings.filter(({ from }) => from <= t).at(-1)?.value ?? false;
}

/** Of the kept blocks of a pair, when the one in force began. */
function beganAt(history: RawHistory, a: AddressId, s: SourceId, t: Instant): Instant {
  const inForce = blocksOf(history).filter(
    ({ address, source, from, to }) => address === a && source === s && from <= t && (to === null || t < to),
  );
  return inForce[0]?.from ?? Number.NaN;
}

function slowPresent(history: RawHistory, t: Instant): Present {
  const sending = membersAt(history, 1, t, "sending");
  const blockersOf = (a: AddressId) => history.sources.map(({ id }) => id).filter((id) => blocks(history, id, a, t));
  const shown = history.sources.filter(({ id, kind }) => {
    const isAsked = (kind === "receiver" || kind === "filter") && counts(history, id, t);
    return isAsked || sending.some((a) => blocks(history, id, a, t));
  });
  const bySource = shown.map(({ id }) => {
    const blocked = sending.filter((a) => blocks(history, id, a, t));
    const begins = blocked.map((a) => beganAt(history, a, id, t));
    const present = {
      ...countsAt(history, 1, t, id),
      deferred: blocked.filter((a) => effectAt(history, a, id, t) === "deferred").length,
      firstBlockAt: blocked.length === 0 ? null : Math.min(...begins),
      lastBlockAt: blocked.length === 0 ? null : Math.max(...begins),
    };
    return [id, present] as const;
  });
  const described = sending
    .filter((a) => blockersOf(a).length > 0)
    .map((a) => {
      const sources = blockersOf(a);
      const effects = sources.map((s) => effectAt(history, a, s, t));
      const effect = effects.includes("refused") ? ("refused" as const) : ("deferred" as const);
      return { sources, effect, since: Math.max(...sources.map((s) => beganAt(history, a, s, t))) };
    });
  const refusals = described
    .filter((one, index) => described.findIndex((other) => alike(one, other)) === index)
    .map(({ sources, effect }) => {
      const group = described.filter((other) => alike({ sources, effect }, other));
      return { sources, effect, addresses: group.length, since: Math.max(...group.map(({ since }) => since)) };
    });
  const silent = history.sources.filter((source) =>
    sending.some((a) => wasLookedAt(history, a, source.id, t) && !isPairKnown(history, 1, a, source, t)),
  );
  return {
    counts: countsAt(history, 1, t),
    bySource: new Map(bySource),
    refusals,
    silent: silent.map(({ id }) => id),
  };
}

interface Alike {
  readonly sources: readonly SourceId[];
  readonly effect: string;
}

function alike(a: Alike, b: Alike): boolean {
  return a.effect === b.effect && a.sources.join() === b.sources.join();
}

/** Without what is free: the order of refusals with equally many addresses, and that of the sources. */
function comparable({ bySource, refusals, ...rest }: Present): unknown {
  const described = refusals.map((refusal) => JSON.stringify(refusal)).sort();
  return { ...rest, refusals: described, bySource: [...bySource].sort(([a], [b]) => a - b) };
}

test("the present is what the slow model sees at that instant, from facts of that instant alone", () => {
  fc.assert(
    fc.property(randomHistory, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), (history, picks) => {
      const points = turningPoints(history);
      for (const pick of picks) {
        const t = points[pick % points.length] ?? 0;
        const expected = comparable(slowPresent(history, t));
        expect(comparable(presentOf(factsOf(history, 1), t))).toEqual(expected);
        expect(comparable(presentOf(leastFacts(history, 1, { from: t, to: t + 1 }), t))).toEqual(expected);
      }
    }),
    { numRuns: 130 },
  );
});

test("refusals come with most addresses first, and add up to the addresses that any source blocks", () => {
  fc.assert(
    fc.property(randomHistory, randomInstant, (history, t) => {
      const { refusals } = presentOf(factsOf(history, 1), t);
      const sizes = refusals.map(({ addresses }) => addresses);
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      const blocked = membersAt(history, 1, t, "sending").filter((a) =>
        history.sources.some(({ id }) => blocks(history, id, a, t)),
      );
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(blocked.length);
    }),
    { numRuns: 100 },
  );
});

test("a block is in force from its first millisecond, and at its end no longer", () => {
  const always = <T>(value: T) => [{ from: Number.NEGATIVE_INFINITY, value }];
  const facts: Facts = {
    network: 1,
    staleAfterMs: always(null),
    memberships: [{ address: 1, network: 1, role: "sending", from: 0, to: null }],
    sources: [{ id: 1, kind: "dnsbl", counts: always(false), staleAfterMs: always(null) }],
    blocks: [{ address: 1, source: 1, effect: "deferred", from: 100, to: 200 }],
    rounds: [],
  };
  const seen = [99, 100, 199, 200].map((t) => {
    const { bySource, refusals } = presentOf(facts, t);
    return [bySource.size, refusals.length];
  });
  expect(seen).toEqual([
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  expect(presentOf(facts, 150).bySource.get(1)).toEqual({
    sending: 1,
    blocked: 1,
    unknown: 0,
    known: 1,
    deferred: 1,
    firstBlockAt: 100,
    lastBlockAt: 100,
  });
});
