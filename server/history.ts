import type { NetworkId, SourceId } from "@/domain/facts";
import type { Step } from "@/domain/health";
import type { Instant, Window } from "@/domain/instant";
import { DAY_MS } from "@/domain/instant";
import { healthSteps } from "@/domain/steps";
import type { MeasuredFact } from "@/domain/timeline";
import { measuredFacts, RUN_MIN_MS } from "@/domain/timeline";
import type { Context } from "./context";
import type { Reading } from "./days";
import { closedDays, readHistory } from "./days";
import { loadFacts } from "./facts";
import { membershipsOf } from "./membership-facts";
import { stepsWithin, stitch } from "./step-lists";

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
  const beganAt = (await beginningOf(reading, network)) ?? Number.POSITIVE_INFINITY;
  const nothing = { at: window.from, sending: 0, blocked: 0, unknown: 0, known: 0 };
  if (beganAt >= window.to) return [nothing];
  const lists: (readonly Step[])[] = beganAt > window.from ? [[nothing]] : [];
  const from = Math.max(window.from, beganAt);
  const openFrom = source === undefined ? Math.max(from, reading.openAt) : from;
  if (from < openFrom) {
    const closed = { from, to: Math.min(openFrom, window.to) };
    const days = (await closedDays(reading, [network], closed)).get(network) ?? [];
    lists.push(stepsWithin(stitch(days.map(({ steps }) => steps)), closed));
  }
  for (let at = openFrom; at < window.to; at += SPAN_MS) {
    const span = { from: at, to: Math.min(at + SPAN_MS, window.to) };
    const facts = (await loadFacts(reading.context, [network], span, reading.reader)).get(network);
    if (facts !== undefined) lists.push(healthSteps(facts, span, source));
  }
  return stitch(lists);
}

/** When the network's first sending member joined; null: none ever did. */
export async function beginningOf({ context, reader }: Reading, network: NetworkId): Promise<Instant | null> {
  const memberships = (await membershipsOf(context, reader, [network])).get(network) ?? [];
  let beganAt: Instant | null = null;
  for (const membership of memberships) {
    if (membership.network !== network || membership.role !== "sending") continue;
    beganAt = Math.min(membership.from, beganAt ?? membership.from);
  }
  return beganAt;
}

/**
 * The measured facts of a network in the window, ascending; those of time ahead are none.
 * Throws 503 as the database says.
 */
export function listMeasured(context: Context, network: NetworkId, window: Window): Promise<MeasuredFact[]> {
  return readHistory(context, async (reading) => {
    const beganAt = await beginningOf(reading, network);
    const until = Math.min(reading.now, window.to + RUN_MIN_MS);
    if (beganAt === null) return [];
    const from = Math.max(window.from, beganAt);
    for (let leadMs = DAY_MS; from < until; leadMs *= 8) {
      const lead = Math.max(from - leadMs, beganAt);
      const steps = await stepsDuring(reading, network, { from: lead, to: until });
      const facts = measuredFacts({ steps, until, isStart: lead === beganAt }, { from, to: window.to });
      if (facts !== null) return facts;
    }
    return [];
  });
}
