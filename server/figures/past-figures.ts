import { addSums, integrate, meanOf } from "@/domain/availability";
import { dayStart, nextDay } from "@/domain/days";
import type { NetworkId } from "@/domain/facts";
import type { Step } from "@/domain/health";
import { figuresOf } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { DAY_MS } from "@/domain/instant";
import { sinceOf } from "@/domain/since";
import { beginningOf } from "@/server/history";
import { perContext } from "@/server/per-context";
import type { DaySum } from "./day-cache";
import type { Reading } from "./days";
import { closedDaySums, closedDays } from "./days";
import { beginningsOf } from "./membership-facts";
import type { Figure, Run } from "./runs";
import { runsBefore } from "./runs";

const LONGEST_MS = 90 * DAY_MS;

/** What was read of the past holds until a fact touches it, or another day is over. */
interface Past {
  readonly key: string;
  readonly sums: Map<NetworkId, readonly DaySum[]>;
  readonly cutDays: Map<Instant, Map<NetworkId, readonly Step[]>>;
  readonly runs: Readonly<Record<Figure, Map<NetworkId, Run>>>;
}

const pastOf = perContext("past", (): { last: Past | null } => ({ last: null }));

function past({ context, pastRevision, openAt }: Reading): Past {
  const kept = pastOf(context);
  const key = `${pastRevision} ${openAt}`;
  // Another one, and not the same emptied: a reading of an earlier past may yet write into it.
  if (kept.last?.key === key) return kept.last;
  kept.last = { key, sums: new Map(), cutDays: new Map(), runs: { health: new Map(), verified: new Map() } };
  return kept.last;
}

/**
 * Availability over the last `windowMs`, at most 90 days, of each network in `open`: the steps of the day that is not over,
 * by network.
 */
export async function availabilities(
  reading: Reading,
  open: ReadonlyMap<NetworkId, readonly Step[]>,
  windowMs: number,
): Promise<Map<NetworkId, number | null>> {
  const networks = [...open.keys()];
  const window = { from: reading.now - windowMs, to: reading.now };
  const { timeZone } = reading;
  const cutDay = dayStart(window.from, timeZone);
  const cut = { from: window.from, to: Math.min(nextDay(cutDay, timeZone), window.to) };
  const sums = await sumsOf(reading, networks);
  const cutDays = cutDay < reading.openAt ? await cutDaysOf(reading, networks, cutDay) : new Map();
  return new Map(
    networks.map((network) => {
      const whole = (sums.get(network) ?? []).filter(({ at }) => at > cutDay).map(({ sum }) => sum);
      const parts = [integrate(cutDays.get(network) ?? [], cut), ...whole, integrate(open.get(network) ?? [], window)];
      return [network, meanOf(addSums(parts))];
    }),
  );
}

/** The sums of the days that are over, ascending, those of the last ninety days at least. */
export async function sumsOf(reading: Reading, networks: readonly NetworkId[]) {
  const { sums } = past(reading);
  const missing = networks.filter((network) => !sums.has(network));
  const window = { from: reading.openAt - LONGEST_MS - DAY_MS, to: reading.openAt };
  if (missing.length > 0) {
    for (const [network, days] of await closedDaySums(reading, missing, window)) sums.set(network, days);
  }
  return sums;
}

/** The steps of the day in which a window begins. */
async function cutDaysOf(reading: Reading, networks: readonly NetworkId[], day: Instant) {
  const { cutDays } = past(reading);
  const ofDay = cutDays.get(day) ?? new Map<NetworkId, readonly Step[]>();
  cutDays.set(day, ofDay);
  const missing = networks.filter((network) => !ofDay.has(network));
  if (missing.length > 0) {
    for (const [network, days] of await closedDays(reading, missing, { from: day, to: day + 1 })) {
      ofDay.set(network, days[0]?.steps ?? []);
    }
  }
  return ofDay;
}

/**
 * The start of the longest run up to now with the same figure; `open` are the steps of the day that is not over. A run that
 * the network began with starts when its first sending member joined; null: none ever did.
 */
export async function runStart(
  reading: Reading,
  network: NetworkId,
  open: readonly Step[],
  figure: Figure,
): Promise<Instant | null> {
  const since = sinceOf(open, figure);
  const [first] = open;
  if (since !== null || first === undefined) return since;
  const beganAt = await beginningOf(reading, network);
  if (beganAt === null || beganAt >= reading.openAt) return beganAt;
  const run = (await runsOf(reading, [network], figure)).get(network);
  return run?.value === figuresOf(first)[figure] ? run.since : reading.openAt;
}

/** Finds together what `runStart` would find for one network after the other. `open`: as there, by network. */
export async function findRuns(reading: Reading, open: ReadonlyMap<NetworkId, readonly Step[]>): Promise<void> {
  const reachBack = (figure: Figure) => (steps: readonly Step[]) =>
    steps.length > 0 && sinceOf(steps, figure) === null && (figure === "health" || !isVerified(steps));
  for (const figure of ["health", "verified"] as const) {
    const wanted = [...open].flatMap(([network, steps]) => (reachBack(figure)(steps) ? [network] : []));
    await runsOf(reading, wanted, figure);
  }
}

function isVerified(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  return last !== undefined && figuresOf(last).verified;
}

/** The runs of the networks that had begun when the last day ended. */
async function runsOf(reading: Reading, networks: readonly NetworkId[], figure: Figure) {
  const runs = past(reading).runs[figure];
  const missing = networks.filter((network) => !runs.has(network));
  if (missing.length === 0) return runs;
  const beginnings = await beginningsOf(reading.context, reading.reader, missing);
  const begun = new Map([...beginnings].filter(([, beganAt]) => beganAt < reading.openAt));
  for (const [network, run] of await runsBefore(reading, begun, figure)) runs.set(network, run);
  return runs;
}
