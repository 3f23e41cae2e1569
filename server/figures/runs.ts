import { holdsThroughout } from "@/domain/availability";
import type { NetworkId } from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Figures } from "@/domain/health";
import { figuresOf } from "@/domain/health";
import type { Instant, Window } from "@/domain/instant";
import { DAY_MS } from "@/domain/instant";
import type { Reading } from "./days";
import { closedSpans, passingDays } from "./days";
import { quietSince } from "./quiet";
import { stepsWithin, stitch } from "./step-lists";

export type Figure = "health" | "verified";

/** A figure as it was when the last day ended, and since when. */
export interface Run {
  readonly value: Figures[Figure];
  readonly since: Instant;
}

/** So many days are looked at together at most. */
const LONGEST_PACE = 512;

/** A network on the way back: its figure is the same from `since` to the end of the last day. */
interface Walker {
  readonly network: NetworkId;
  readonly beganAt: Instant;
  readonly value: Figures[Figure];
  readonly since: Instant;
  /** Where it looks next: before this. */
  readonly to: Instant;
  readonly isThere: boolean;
}

/**
 * The runs in which a figure of the networks was when the last day ended. All walk back together, as they share what has to be
 * read, in ever longer paces, over quiet times in one. The sums of days that were like the run throughout are enough.
 * @param networks with the instants when their first sending members joined, before the day that is not over
 */
export async function runsBefore(
  reading: Reading,
  networks: ReadonlyMap<NetworkId, Instant>,
  figure: Figure,
): Promise<Map<NetworkId, Run>> {
  const { openAt } = reading;
  const lastDays = await passingDays(reading, [...networks.keys()], { from: openAt - 1, to: openAt });
  let walkers = [...networks].map(([network, beganAt]): Walker => {
    const last = lastDays.get(network)?.at(-1)?.steps.at(-1);
    return {
      network,
      beganAt,
      value: last === undefined ? null : figuresOf(last)[figure],
      since: openAt,
      to: openAt,
      isThere: false,
    };
  });
  const runs = new Map<NetworkId, Run>();
  for (let pace = 1; walkers.length > 0; pace = Math.min(pace * 4, LONGEST_PACE)) {
    const next: Walker[] = [];
    for (const [to, together] of groupBy(walkers, (walker) => walker.to)) {
      const window = { from: to - pace * DAY_MS, to };
      for (const walker of await walkBack(reading, together, window, figure)) {
        if (walker.isThere) runs.set(walker.network, walker);
        else next.push(walker);
      }
    }
    walkers = next;
  }
  return runs;
}

async function walkBack(
  reading: Reading,
  walkers: readonly Walker[],
  { from, to }: Window,
  figure: Figure,
): Promise<Walker[]> {
  const earliest = Math.max(from, Math.min(...walkers.map(({ beganAt }) => beganAt)));
  const window = { from: earliest, to };
  const ids = walkers.map(({ network }) => network);
  const { ms, sums } = await closedSpans(reading, ids, window);
  const others = walkers.flatMap(({ network, value }) => {
    const sum = sums.get(network);
    return sum !== undefined && holdsThroughout(sum, ms, figure, value) ? [] : [network];
  });
  const days = await passingDays(reading, others, window);
  const quiet = await quietSince(reading, ids, from);
  return walkers.map((walker) => {
    const own = { from: Math.max(from, walker.beganAt), to };
    const steps = stepsWithin(stitch((days.get(walker.network) ?? []).map((day) => day.steps)), own);
    const other = steps.findLastIndex((step) => figuresOf(step)[figure] !== walker.value);
    if (other >= 0) return { ...walker, since: steps[other + 1]?.at ?? walker.since, isThere: true };
    if (walker.beganAt >= from) return { ...walker, since: walker.beganAt, isThere: true };
    return { ...walker, since: from, to: nextLook(walker, from, quiet.get(walker.network) ?? from) };
  });
}

/** Where to look on before `from`: the instant after a quiet time began stands for all of it. */
function nextLook({ beganAt }: Walker, from: Instant, quietFrom: Instant): Instant {
  const next = Math.max(quietFrom + 1, beganAt + 1);
  // Networks that leap over less would go on apart, and share nothing any more.
  return next < from - DAY_MS ? next : from;
}
