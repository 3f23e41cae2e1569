import { LRUCache } from "lru-cache";
import { dayStart } from "@/domain/days";
import type { NetworkId, SourceId } from "@/domain/facts";
import type { Step } from "@/domain/health";
import type { Instant, Window } from "@/domain/instant";
import { DAY_MS, HOUR_MS } from "@/domain/instant";
import { withoutRepeats } from "@/domain/repeats";
import { healthSteps } from "@/domain/steps";
import type { MeasuredFact } from "@/domain/timeline";
import { measuredFacts, RUN_MIN_MS } from "@/domain/timeline";
import type { Reading } from "@/server/figures/days";
import { closedDays, readHistory } from "@/server/figures/days";
import { loadFacts } from "@/server/figures/facts";
import { beginningsOf } from "@/server/figures/membership-facts";
import { openFacts, openSteps } from "@/server/figures/open-facts";
import { stepsWithin, stitch } from "@/server/figures/step-lists";
import type { Context } from "./context";
import type { Transaction } from "./db";
import { perContext } from "./per-context";
import { giveTurn } from "./turn";

/** Facts of so much time are held in memory at once. */
const SPAN_MS = 31 * DAY_MS;
/** So far back the first look goes for what came before a measured fact. */
const FIRST_LEAD_MS = 3 * HOUR_MS;

/**
 * What is counted of a network during the window: the first step at its start, then one per change, ascending; steps that
 * follow each other differ. Nothing sends before the network's first sending member joined.
 * @param window no later than now
 * @param source by the same rule, with that source alone and as if it counted
 * Throws 503 as the database says.
 */
export function networkSteps(context: Context, network: NetworkId, window: Window, source?: SourceId): Promise<Step[]> {
  return readHistory(context, (reading) => stepsDuring(reading, network, window, source));
}

/** Like `networkSteps`, as part of a reading. */
export async function stepsDuring(
  reading: Reading,
  network: NetworkId,
  window: Window,
  source?: SourceId,
): Promise<Step[]> {
  return (await stepsOfEach(reading, [network], window, source)).get(network) ?? [];
}

/** Like `stepsDuring`, of several networks, which share the statements. */
async function stepsOfEach(
  reading: Reading,
  networks: readonly NetworkId[],
  window: Window,
  source?: SourceId,
): Promise<Map<NetworkId, Step[]>> {
  const beganAt = await beginningsOf(reading.context, reading.reader, networks);
  const nothing = { at: window.from, sending: 0, blocked: 0, unknown: 0, known: 0 };
  const beginning = (network: NetworkId) => beganAt.get(network) ?? Number.POSITIVE_INFINITY;
  const lists = new Map<NetworkId, (readonly Step[])[]>(
    networks.map((network) => [network, beginning(network) > window.from ? [[nothing]] : []]),
  );
  const begun = networks.filter((network) => beginning(network) < window.to);
  const from = Math.max(window.from, Math.min(...begun.map(beginning)));
  const openFrom = source === undefined ? Math.max(from, reading.openAt) : from;
  if (from < openFrom) {
    const closed = { from, to: Math.min(openFrom, window.to) };
    for (const [network, days] of await closedDays(reading, begun, closed)) {
      lists.get(network)?.push(...days.map(({ steps }) => stepsWithin(steps, closed)));
    }
  }
  if (source === undefined && openFrom < window.to) {
    for (const [network, facts] of await openFacts(reading, begun)) {
      lists.get(network)?.push(stepsWithin(openSteps(reading, facts), { from: openFrom, to: window.to }));
    }
    return stitched(lists);
  }
  for (let at = openFrom; at < window.to; at += SPAN_MS) {
    const span = { from: at, to: Math.min(at + SPAN_MS, window.to) };
    for (const [network, facts] of await loadFacts(reading.context, begun, span, reading.reader)) {
      lists.get(network)?.push(healthSteps(withoutRepeats(facts), span, source));
    }
    await giveTurn();
  }
  return stitched(lists);
}

function stitched(lists: ReadonlyMap<NetworkId, readonly (readonly Step[])[]>): Map<NetworkId, Step[]> {
  return new Map([...lists].map(([network, parts]) => [network, stitch(parts)]));
}

/** When the network's first sending member joined; null: none ever did. */
export async function beginningOf({ context, reader }: Reading, network: NetworkId): Promise<Instant | null> {
  return (await beginningsOf(context, reader, [network])).get(network) ?? null;
}

/**
 * The measured facts of each network in the window, ascending; those of time ahead are none. `within`: see `readHistory`.
 * Throws 503 as the database says.
 */
export function listMeasured(
  context: Context,
  networks: readonly NetworkId[],
  window: Window,
  within: Transaction | null = null,
): Promise<Measured> {
  const read = async (reading: Reading) => {
    // Before it all runs that last have lasted when the last day ended.
    const openFrom = reading.openAt - RUN_MIN_MS;
    const past = await measuredBefore(reading, networks, window, openFrom);
    const recent = await measuredIn(reading, networks, { from: Math.max(window.from, openFrom), to: window.to });
    return new Map(
      networks.map((network) => [network, [...(past.get(network) ?? []), ...(recent.get(network) ?? [])]]),
    );
  };
  return readHistory(context, read, within);
}

type Measured = ReadonlyMap<NetworkId, readonly MeasuredFact[]>;

/** So many facts of days that are over are held in memory. */
const MAX_FACTS = 200_000;

interface HeldFacts {
  /** When it is another, a fact has touched the past, or another day is over. */
  key: string;
  readonly facts: LRUCache<string, readonly MeasuredFact[]>;
}

const heldOf = perContext(
  "measured-facts",
  (): HeldFacts => ({
    key: "",
    facts: new LRUCache({ maxSize: MAX_FACTS, sizeCalculation: ({ length }) => 1 + length }),
  }),
);

/** The measured facts of the window before `openFrom`: they are the same until a fact touches the past, and held until then. */
async function measuredBefore(
  reading: Reading,
  networks: readonly NetworkId[],
  window: Window,
  openFrom: Instant,
): Promise<Measured> {
  const { context, pastRevision, timeZone, isWithin } = reading;
  if (window.from >= openFrom) return new Map();
  const to = Math.min(window.to, openFrom);
  // What a transaction sees may yet be undone, and ranges that do not go on to now are asked for by few.
  if (isWithin || to < openFrom) return measuredIn(reading, networks, { from: window.from, to });
  const held = heldOf(context);
  const key = `${pastRevision} ${openFrom} ${timeZone}`;
  if (held.key !== key) held.facts.clear();
  held.key = key;
  const from = dayStart(window.from, timeZone);
  const found = new Map<NetworkId, readonly MeasuredFact[]>();
  for (const network of networks) {
    const facts = held.facts.get(`${network} ${from}`);
    if (facts !== undefined) found.set(network, facts);
  }
  const lacking = networks.filter((network) => !found.has(network));
  for (const [network, facts] of await measuredIn(reading, lacking, { from, to })) {
    found.set(network, facts);
    // Another reading may have found the past moved meanwhile.
    if (held.key === key) held.facts.set(`${network} ${from}`, facts);
  }
  return new Map([...found].map(([network, facts]) => [network, facts.filter(({ at }) => at >= window.from)]));
}

/** The measured facts of the window, worked out from the steps of it and of as much before as it takes. */
async function measuredIn(reading: Reading, networks: readonly NetworkId[], window: Window): Promise<Measured> {
  const until = Math.min(reading.now, window.to + RUN_MIN_MS);
  const found = new Map<NetworkId, readonly MeasuredFact[]>(networks.map((network) => [network, []]));
  if (networks.length === 0 || window.from >= until) return found;
  const lacking = await beginningsOf(reading.context, reading.reader, networks);
  for (let leadMs = FIRST_LEAD_MS; lacking.size > 0; leadMs *= 8) {
    const lead = Math.max(window.from - leadMs, Math.min(...lacking.values()));
    const steps = await stepsOfEach(reading, [...lacking.keys()], { from: lead, to: until });
    for (const [network, beganAt] of lacking) {
      const history = { steps: steps.get(network) ?? [], until, isStart: lead <= beganAt };
      const facts = measuredFacts(history, window);
      if (facts === null) continue;
      found.set(network, facts);
      lacking.delete(network);
    }
  }
  return found;
}
