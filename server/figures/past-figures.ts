import { addSums, integrate, meanOf } from "@/domain/availability";
import { dayStart, nextDay } from "@/domain/days";
import type { NetworkId } from "@/domain/facts";
import type { Figures, Step } from "@/domain/health";
import { figuresOf } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { DAY_MS } from "@/domain/instant";
import { sinceOf } from "@/domain/since";
import { beginningOf, stepsDuring } from "@/server/history";
import { perContext } from "@/server/per-context";
import type { DaySum } from "./day-cache";
import type { Reading } from "./days";
import { closedDaySums, closedDays } from "./days";
import { quietSince } from "./quiet";

const LONGEST_MS = 90 * DAY_MS;

type Figure = "health" | "verified";

/** A figure as it was when the last day ended, and since when. */
interface Run {
  readonly value: Figures[Figure];
  readonly since: Instant;
}

/** What was read of the past holds until a fact touches it, or another day is over. */
interface Past {
  key: string;
  readonly sums: Map<NetworkId, readonly DaySum[]>;
  readonly cutDays: Map<Instant, Map<NetworkId, readonly Step[]>>;
  readonly runs: Map<string, Run>;
}

const pastOf = perContext("past", (): Past => ({ key: "", sums: new Map(), cutDays: new Map(), runs: new Map() }));

function past({ context, pastRevision, openAt }: Reading): Past {
  const kept = pastOf(context);
  const key = `${pastRevision} ${openAt}`;
  if (kept.key !== key) {
    kept.sums.clear();
    kept.cutDays.clear();
    kept.runs.clear();
    kept.key = key;
  }
  return kept;
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
  const { runs } = past(reading);
  const key = `${network} ${figure}`;
  const run = runs.get(key) ?? (await runBefore(reading, network, figure, beganAt));
  runs.set(key, run);
  return run.value === figuresOf(first)[figure] ? run.since : reading.openAt;
}

/** Walks back from the day that is not over, in ever longer steps, and over quiet times in one. */
async function runBefore(reading: Reading, network: NetworkId, figure: Figure, beganAt: Instant): Promise<Run> {
  const last = (await stepsDuring(reading, network, { from: reading.openAt - 1, to: reading.openAt })).at(-1);
  const value = last === undefined ? null : figuresOf(last)[figure];
  let since = reading.openAt;
  let to = reading.openAt;
  for (let backMs = DAY_MS; since > beganAt; backMs *= 4) {
    const from = Math.max(to - backMs, beganAt);
    const steps = await stepsDuring(reading, network, { from, to });
    const other = steps.findLastIndex((step) => figuresOf(step)[figure] !== value);
    if (other >= 0) return { value, since: steps[other + 1]?.at ?? since };
    since = from;
    // The instant after the quiet began stands for all of it.
    to = Math.max(Math.min(from, (await quietSince(reading, network, from)) + 1), beganAt + 1);
  }
  return { value, since };
}
