import type { NetworkId, SourceId } from "@/domain/facts";
import type { Step } from "@/domain/health";
import type { Instant, Window } from "@/domain/instant";
import { DAY_MS } from "@/domain/instant";
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

/** Facts of so much time are held in memory at once. */
const SPAN_MS = 31 * DAY_MS;

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
      lists.get(network)?.push(stepsWithin(stitch(days.map(({ steps }) => steps)), closed));
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
      lists.get(network)?.push(healthSteps(facts, span, source));
    }
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
): Promise<Map<NetworkId, MeasuredFact[]>> {
  const read = async (reading: Reading) => {
    const until = Math.min(reading.now, window.to + RUN_MIN_MS);
    const found = new Map<NetworkId, MeasuredFact[]>(networks.map((network) => [network, []]));
    const lacking = await beginningsOf(context, reading.reader, networks);
    for (let leadMs = DAY_MS; window.from < until && lacking.size > 0; leadMs *= 8) {
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
  };
  return readHistory(context, read, within);
}
