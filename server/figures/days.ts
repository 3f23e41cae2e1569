import { LRUCache } from "lru-cache";
import type { HealthSum } from "@/domain/availability";
import { addSums, integrate } from "@/domain/availability";
import { daysBetween } from "@/domain/days";
import type { NetworkId } from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Window } from "@/domain/instant";
import type { Folded } from "@/domain/repeats";
import { withoutRepeats } from "@/domain/repeats";
import { healthSteps } from "@/domain/steps";
import type { Context } from "@/server/context";
import type { Snapshot } from "@/server/database/snapshot";
import { readPastRevision, readTogether } from "@/server/database/snapshot";
import { Turnstile } from "@/server/database/turnstile";
import type { Transaction } from "@/server/db";
import { perContext } from "@/server/per-context";
import { giveTurn } from "@/server/turn";
import type { ClosedDay, DaySum } from "./day-cache";
import { keepDays, makeDaysOurs, readDaySums, readDays, readSpanSums } from "./day-cache";
import { loadFacts } from "./facts";
import { stepsWithin } from "./step-lists";

/** A snapshot that remembers which days it had to compute and could not keep yet. */
export interface Reading extends Snapshot {
  daysAreOurs: boolean;
  readonly computed: ClosedDay[];
}

/** Days are read, and computed, so many at once, of all networks: a fraction of a second, in which nobody else has a turn. */
const READ_AT_ONCE = 4_000;
/** Of no more days are facts held in memory. */
const COMPUTED_AT_ONCE = 31;
/** Where so many are computed they are kept: each time waits for the disk. */
const KEPT_AT_ONCE = 1_000;

/**
 * Reads what belongs together, as `readTogether` does, and keeps the days that have to be computed, piece by piece: one that is
 * broken off was not in vain. They are a cache: days that are over, until a late fact touches them. What holds the database for
 * itself keeps them when it is done, and `within` a transaction none are kept.
 */
export async function readHistory<T>(
  context: Context,
  read: (reading: Reading) => Promise<T>,
  within: Transaction | null = null,
): Promise<T> {
  const { result, reading } = await readTogether(
    context,
    async (snapshot) => {
      const reading = { ...snapshot, computed: [] };
      return { result: await read(reading), reading };
    },
    within,
  );
  if (within === null) await keepDays(context, reading, reading.computed);
  return result;
}

/** So many steps of days that are over are held in memory: some 30 MB. */
const MAX_STEPS = 300_000;
/** What a day weighs besides, in steps. */
const FRAME = 5;

interface Held {
  /** When it is another, a fact has touched the past, or days are cut otherwise. */
  key: string;
  readonly days: LRUCache<string, ClosedDay>;
}

const heldOf = perContext(
  "closed-days",
  (): Held => ({
    key: "",
    days: new LRUCache({ maxSize: MAX_STEPS, sizeCalculation: ({ steps }) => FRAME + steps.length }),
  }),
);

/**
 * The days of each network that are over and touch the window, whole, with their steps, ascending. Those that were asked for
 * lately are held in memory, as the log asks for the same few at every version.
 */
export async function closedDays(
  reading: Reading,
  networks: readonly NetworkId[],
  window: Window,
): Promise<Map<NetworkId, readonly ClosedDay[]>> {
  const { context, pastRevision, timeZone } = reading;
  const read = (wanted: readonly NetworkId[]) =>
    complete(reading, wanted, window, (days) => readDays(reading, wanted, days));
  // What a transaction sees may yet be undone.
  if (reading.isWithin) return read(networks);
  const held = heldOf(context);
  const key = `${pastRevision} ${timeZone}`;
  if (held.key !== key) held.days.clear();
  held.key = key;
  const days = daysOver(reading, window);
  const found = new Map<NetworkId, readonly ClosedDay[]>();
  for (const network of networks) {
    const ofNetwork = days.flatMap(({ from }) => held.days.get(`${network} ${from}`) ?? []);
    if (ofNetwork.length === days.length) found.set(network, ofNetwork);
  }
  const lacking = networks.filter((network) => !found.has(network));
  if (lacking.length === 0) return found;
  // More than half of what can be held would drive out all else, and mostly itself.
  const isTooMuch = lacking.length * days.length * FRAME > MAX_STEPS / 2;
  for (const [network, ofNetwork] of await read(lacking)) {
    found.set(network, ofNetwork);
    // Another reading may have found the past moved meanwhile.
    if (held.key === key && !isTooMuch) for (const day of ofNetwork) held.days.set(`${network} ${day.at}`, day);
  }
  return found;
}

/** Like `closedDays`, without the steps. */
export async function closedDaySums(
  reading: Reading,
  networks: readonly NetworkId[],
  window: Window,
): Promise<Map<NetworkId, DaySum[]>> {
  return complete(reading, networks, window, (days) => readDaySums(reading, networks, days));
}

/** The sum of all the days of each network that are over and touch the window, and for how long they last together. */
export async function closedSpans(
  reading: Reading,
  networks: readonly NetworkId[],
  window: Window,
): Promise<{ readonly ms: number; readonly sums: ReadonlyMap<NetworkId, HealthSum> }> {
  const days = daysOver(reading, window);
  const span = spanOf(days);
  const sums = await readSpanSums(reading, networks, span, days.length);
  const lacking = networks.filter((network) => !sums.has(network));
  for (const [network, ofNetwork] of await closedDaySums(reading, lacking, window)) {
    sums.set(network, addSums(ofNetwork.map(({ sum }) => sum)));
  }
  return { ms: span.to - span.from, sums };
}

/** Like `closedDays`, for who goes through a long past once: nothing is held in memory. */
export async function passingDays(
  reading: Reading,
  networks: readonly NetworkId[],
  window: Window,
): Promise<Map<NetworkId, ClosedDay[]>> {
  return complete(reading, networks, window, (days) => readDays(reading, networks, days));
}

function daysOver({ openAt, timeZone }: Reading, { from, to }: Window): Window[] {
  return daysBetween({ from, to: Math.min(to, openAt) }, timeZone);
}

/** What is kept, and what is missing there computed; others have their turn in between. */
async function complete<T extends DaySum>(
  reading: Reading,
  networks: readonly NetworkId[],
  window: Window,
  readKept: (days: Window) => Promise<T[]>,
): Promise<Map<NetworkId, (T | ClosedDay)[]>> {
  const found = new Map<NetworkId, (T | ClosedDay)[]>(networks.map((network) => [network, []]));
  if (networks.length === 0) return found;
  const days = daysOver(reading, window);
  const length = daysAtOnce(networks.length);
  for (let start = 0; start < days.length; start += length) {
    const part = days.slice(start, start + length);
    const kept = await readKept(spanOf(part));
    add(found, kept);
    const all = new Set(networks);
    const missing = withoutKept(
      part.map((day) => ({ ...day, lacking: all })),
      kept,
    );
    if (missing.length > 0) add(found, await fill(reading, missing, readKept));
    await giveTurn();
  }
  for (const ofNetwork of found.values()) ofNetwork.sort((a, b) => a.at - b.at);
  return found;
}

function add<T extends DaySum>(found: ReadonlyMap<NetworkId, T[]>, days: readonly T[]): void {
  for (const day of days) found.get(day.network)?.push(day);
}

/** A day that networks lack. */
interface Missing extends Window {
  readonly lacking: ReadonlySet<NetworkId>;
}

function withoutKept(days: readonly Missing[], kept: readonly DaySum[]): Missing[] {
  const known = groupBy(kept, ({ at }) => at);
  return days.flatMap((day) => {
    const there = new Set(known.get(day.from)?.map(({ network }) => network));
    const lacking = new Set([...day.lacking].filter((network) => !there.has(network)));
    return lacking.size === 0 ? [] : [{ ...day, lacking }];
  });
}

/** Days that follow each other without a gap, as many together as are computed at once. */
function runsOf(days: readonly Missing[]): Missing[][] {
  const runs: Missing[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const length = Math.min(COMPUTED_AT_ONCE, daysAtOnce(day.lacking.size));
    if (run !== undefined && run.length < length && run.at(-1)?.to === day.from) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

function daysAtOnce(networks: number): number {
  return Math.max(1, Math.floor(READ_AT_ONCE / networks));
}

/** From the first day to the last. */
function spanOf(days: readonly Window[]): Window {
  return { from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 };
}

/** Of several readings that lack the same days one computes them. */
const fillingOf = perContext("filling-days", () => new Turnstile());

/** What is missing, computed and kept. */
async function fill<T extends DaySum>(
  reading: Reading,
  missing: readonly Missing[],
  readKept: (days: Window) => Promise<T[]>,
): Promise<(T | ClosedDay)[]> {
  const { context, reader } = reading;
  // A transaction waits for nobody: who is filling may wait for it.
  if (reader !== context.db) {
    const computed: ClosedDay[] = [];
    for (const run of runsOf(missing)) for (const day of await computeDays(reading, run)) computed.push(day);
    for (const day of computed) reading.computed.push(day);
    return computed;
  }
  const leave = await fillingOf(context).enter();
  try {
    if (!reading.daysAreOurs) reading.daysAreOurs = await makeDaysOurs(context, reading);
    const wanted = new Map(missing.map(({ from, lacking }) => [from, lacking]));
    const kept = (await readKept(spanOf(missing))).filter(({ network, at }) => wanted.get(at)?.has(network));
    return [...kept, ...(await computeAndKeep(reading, withoutKept(missing, kept)))];
  } finally {
    leave();
  }
}

async function computeAndKeep(reading: Reading, missing: readonly Missing[]): Promise<ClosedDay[]> {
  const all: ClosedDay[] = [];
  const runs = runsOf(missing);
  while (runs.length > 0) {
    // The past may have moved since the reading began, which then is done again, and finds what is kept here.
    const pastRevision = await readPastRevision(reading.context);
    const news: ClosedDay[] = [];
    for (let run = runs.shift(); run !== undefined; run = news.length < KEPT_AT_ONCE ? runs.shift() : undefined) {
      for (const day of await computeDays(reading, run)) news.push(day);
    }
    await keepDays(reading.context, { ...reading, pastRevision }, news);
    for (const day of news) all.push(day);
  }
  return all;
}

async function computeDays({ context, reader }: Snapshot, missing: readonly Missing[]): Promise<ClosedDay[]> {
  const span = spanOf(missing);
  const networks = new Set(missing.flatMap(({ lacking }) => [...lacking]));
  const computed: ClosedDay[] = [];
  const folded: Folded = new Map();
  for (const [network, facts] of await loadFacts(context, [...networks], span, reader)) {
    const steps = healthSteps(withoutRepeats(facts, folded), span);
    for (const { from, to, lacking } of missing) {
      if (!lacking.has(network)) continue;
      const within = stepsWithin(steps, { from, to });
      computed.push({ network, at: from, steps: within, sum: integrate(within, { from, to }) });
    }
    await giveTurn();
  }
  return computed;
}
