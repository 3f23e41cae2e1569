import type { HealthSum } from "@/domain/availability";
import { addSums, integrate, meanOf } from "@/domain/availability";
import { dayStart, nextDay } from "@/domain/days";
import type { NetworkId } from "@/domain/facts";
import type { Figures, Step } from "@/domain/health";
import { figuresOf } from "@/domain/health";
import type { Instant, Window } from "@/domain/instant";
import { DAY_MS } from "@/domain/instant";
import { sinceOf } from "@/domain/since";
import type { DaySum } from "./day-cache";
import type { Reading } from "./days";
import { closedDaySums, closedDays } from "./days";
import { beginningOf, stepsDuring } from "./history";
import { perContext } from "./per-context";

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
  readonly cutDays: Map<string, readonly Step[]>;
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

/** Reads together what `availability` will ask of several networks. */
export async function readSums(reading: Reading, networks: readonly NetworkId[]): Promise<void> {
  const { sums } = past(reading);
  const missing = networks.filter((network) => !sums.has(network));
  if (missing.length === 0) return;
  const days = await closedDaySums(reading, missing, {
    from: reading.openAt - LONGEST_MS - DAY_MS,
    to: reading.openAt,
  });
  for (const [network, ofNetwork] of days) sums.set(network, ofNetwork);
}

/** Availability over the last `windowMs`, at most 90 days; `open` are the steps of the day that is not over. */
export async function availability(
  reading: Reading,
  network: NetworkId,
  open: readonly Step[],
  windowMs: number,
): Promise<number | null> {
  await readSums(reading, [network]);
  const window = { from: reading.now - windowMs, to: reading.now };
  const sums = past(reading).sums.get(network) ?? [];
  const first = dayStart(window.from, reading.context.settings.timeZone);
  const whole = addSums(sums.filter(({ at }) => at > first).map(({ sum }) => sum));
  const cut = first < reading.openAt ? await sumOfCutDay(reading, network, first, window) : addSums([]);
  return meanOf(addSums([cut, whole, integrate(open, window)]));
}

async function sumOfCutDay(reading: Reading, network: NetworkId, day: Instant, window: Window): Promise<HealthSum> {
  const { cutDays } = past(reading);
  const key = `${network} ${day}`;
  let steps = cutDays.get(key);
  if (steps === undefined) {
    const days = await closedDays(reading, [network], { from: day, to: day + 1 });
    steps = days.get(network)?.[0]?.steps ?? [];
    cutDays.set(key, steps);
  }
  const { timeZone } = reading.context.settings;
  return integrate(steps, { from: window.from, to: nextDay(day, timeZone) });
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

async function runBefore(reading: Reading, network: NetworkId, figure: Figure, beganAt: Instant): Promise<Run> {
  for (let backMs = DAY_MS; ; backMs *= 4) {
    const from = Math.max(reading.openAt - backMs, beganAt);
    const steps = await stepsDuring(reading, network, { from, to: reading.openAt });
    const since = sinceOf(steps, figure);
    const last = steps.at(-1);
    if (since === null && from > beganAt) continue;
    return { value: last === undefined ? null : figuresOf(last)[figure], since: since ?? beganAt };
  }
}
