import fc from "fast-check";
import { expect, test } from "vitest";
import replay from "@/content/replay/2014-outlook.json";
import { integrate, meanOf } from "@/domain/availability";
import type { PairEvent } from "@/domain/blocks";
import { foldBlocks } from "@/domain/blocks";
import type { Block, Facts, Membership, Round, Scope, SourceFacts } from "@/domain/facts";
import type { Step } from "@/domain/health";
import { figuresOf } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { MINUTE_MS, parseInstant } from "@/domain/instant";
import { healthSteps } from "@/domain/steps";
import { measuredFacts } from "@/domain/timeline";

const ALWAYS = Number.NEGATIVE_INFINITY;
const MAIN = 1;
const OUTLOOK = 1;
const BRIGHTMAIL = 2;

function instantOf(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new Error(`${text} is no instant`);
  return at;
}

const network = replay.networks.find(({ slug }) => slug === "main");
const size = network?.addresses ?? 0;
const since = instantOf(network?.since ?? "");
const end = instantOf(replay.incident.endedAt);
const figures = replay.health.map(({ at, percent }) => ({ at: instantOf(at), percent }));
const gaps = replay.unmeasured.map(({ from, to }) => ({ from: instantOf(from), to: instantOf(to) }));
const everyMs = replay.heartbeats.everyMinutes * MINUTE_MS;
const staleAfterMs = replay.heartbeats.staleAfterMinutes * MINUTE_MS;
const addresses = Array.from({ length: size }, (_, index) => index + 1);

const memberships: Membership[] = addresses.map((address) => ({
  address,
  network: MAIN,
  role: "sending",
  from: since,
  to: null,
}));

const sources = [OUTLOOK, BRIGHTMAIL].map((id): SourceFacts => {
  const kind = id === OUTLOOK ? "receiver" : "filter";
  return { id, kind, counts: [{ from: ALWAYS, value: true }], staleAfterMs: [{ from: ALWAYS, value: null }] };
});

interface AddressEvent extends PairEvent {
  readonly address: number;
  readonly source: number;
}

/** Each figure says how many addresses are blocked from then on: always the first of them, by both sources. */
const events: AddressEvent[] = figures.flatMap(({ at, percent }, index) => {
  const before = size - (figures[index - 1]?.percent ?? 100);
  const blocked = size - percent;
  const changed = addresses.slice(Math.min(before, blocked), Math.max(before, blocked));
  return changed.flatMap((address) =>
    [OUTLOOK, BRIGHTMAIL].map((source) => ({
      id: `${at} ${address} ${source}`,
      type: blocked > before ? ("block" as const) : ("unblock" as const),
      at,
      effect: "refused" as const,
      evidence: null,
      address,
      source,
    })),
  );
});

const scope: Scope = { probe: 1, networks: new Set([MAIN]), sources: new Set([OUTLOOK, BRIGHTMAIL]), addresses: null };
const rounds: Round[] = [];
for (let at = since; at < end; at += everyMs) {
  if (!gaps.some(({ from, to }) => from <= at && at < to)) rounds.push({ at, scope, unknown: [] });
}

function blocksOf(all: readonly AddressEvent[]): Block[] {
  return addresses.flatMap((address) =>
    [OUTLOOK, BRIGHTMAIL].flatMap((source) =>
      foldBlocks(all.filter((event) => event.address === address && event.source === source)).map((block) => ({
        ...block,
        address,
        source,
      })),
    ),
  );
}

function stepsOf(all: readonly AddressEvent[], looked: readonly Round[]): Step[] {
  const facts: Facts = {
    network: MAIN,
    staleAfterMs: [{ from: ALWAYS, value: staleAfterMs }],
    memberships,
    sources,
    blocks: blocksOf(all),
    rounds: looked,
  };
  return healthSteps(facts, { from: since, to: end });
}

/** Verification ends when the last round before the gap is stale. */
const silences = gaps.map(({ from, to }) => {
  const lastRoundAt = Math.max(...rounds.filter(({ at }) => at < from).map(({ at }) => at));
  return { from: lastRoundAt + staleAfterMs, to };
});

function figuresAt(steps: readonly Step[], t: Instant): { health: number | null; verified: boolean } {
  const { health, verified } = figuresOf(steps.findLast(({ at }) => at <= t) ?? steps[0] ?? neverCounted);
  return { health, verified };
}
const neverCounted = { sending: 0, blocked: 0, unknown: 0, known: 0 };

test("the replay has the figures and gaps that this test is about", () => {
  expect(figures).toHaveLength(19);
  expect(gaps).toHaveLength(3);
});

test("the figures of 2014 come out of events and rounds in any order, some of them twice", () => {
  const orders = fc.record({
    all: fc.shuffledSubarray([...events, ...events.slice(0, 500)], { minLength: events.length + 500 }),
    looked: fc.shuffledSubarray([...rounds, ...rounds.slice(100, 300)], { minLength: rounds.length + 200 }),
  });
  const steps = stepsOf(events, rounds);
  fc.assert(
    fc.property(orders, ({ all, looked }) => {
      expect(stepsOf(all, looked)).toEqual(steps);
    }),
    { numRuns: 5 },
  );
  for (const [index, { at, percent }] of figures.entries()) {
    const held = { health: percent, verified: true };
    const until = Math.min(figures[index + 1]?.at ?? end, silences.find(({ from }) => from > at)?.from ?? end);
    expect(figuresAt(steps, at)).toEqual(held);
    expect(figuresAt(steps, until - 1)).toEqual(held);
  }
});

test("nothing is verified from the end of the last round's time to the first round after a gap", () => {
  const steps = stepsOf(events, rounds);
  for (const { from, to } of silences) {
    expect(figuresAt(steps, from - 1).verified).toBe(true);
    expect(figuresAt(steps, from).verified).toBe(false);
    expect(figuresAt(steps, to - 1).verified).toBe(false);
    expect(figuresAt(steps, to).verified).toBe(true);
  }
});

test("the measured facts are the figures that staff typed by hand, and the gaps", () => {
  const told = [
    ...figures.map(({ at, percent }) => ({ at, health: percent })),
    ...silences.map(({ from }) => ({ at: from, health: null })),
  ].sort((a, b) => a.at - b.at);
  const expected = told.map((fact, index) => ({ ...fact, previous: told[index - 1]?.health ?? null })).slice(1);
  const history = { steps: stepsOf(events, rounds), until: end, isStart: true };
  expect(measuredFacts(history, { from: since, to: end })).toEqual(expected);
});

test("availability is the mean of the figures over the time that is not a gap", () => {
  let verifiedMs = 0;
  let sum = 0;
  for (let at = since; at < end; at += 15 * MINUTE_MS) {
    if (silences.some(({ from, to }) => from <= at && at < to)) continue;
    verifiedMs += 15 * MINUTE_MS;
    sum += (figures.findLast((figure) => figure.at <= at)?.percent ?? 0) * 15 * MINUTE_MS;
  }
  const mean = meanOf(integrate(stepsOf(events, rounds), { from: since, to: end }));
  expect(mean).toBe(Math.floor((10 * sum) / verifiedMs) / 10);
});
