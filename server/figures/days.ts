import { LRUCache } from "lru-cache";
import { integrate } from "@/domain/availability";
import { daysBetween } from "@/domain/days";
import type { NetworkId } from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Window } from "@/domain/instant";
import { healthSteps } from "@/domain/steps";
import type { Context } from "@/server/context";
import type { Snapshot } from "@/server/database/snapshot";
import { readTogether } from "@/server/database/snapshot";
import type { Transaction } from "@/server/db";
import { perContext } from "@/server/per-context";
import type { ClosedDay, DaySum } from "./day-cache";
import { keepDays, readDaySums, readDays } from "./day-cache";
import { loadFacts } from "./facts";
import { stepsWithin } from "./step-lists";

/** A snapshot that remembers which days it had to compute. */
export interface Reading extends Snapshot {
  readonly computed: ClosedDay[];
}

/** So many days are computed at once: enough to share the work, few enough to hold their facts in memory. */
const DAYS_AT_ONCE = 31;

/**
 * Reads what belongs together, as `readTogether` does, and then keeps the days that had to be computed. They are a cache:
 * days that are over, until a late fact touches them. `within` a transaction none are kept.
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
  const { context, openAt, pastRevision, timeZone } = reading;
  const read = (wanted: readonly NetworkId[]) =>
    complete(reading, wanted, window, (days) => readDays(reading, wanted, days));
  // What a transaction sees may yet be undone.
  if (reading.isWithin) return read(networks);
  const held = heldOf(context);
  const key = `${pastRevision} ${timeZone}`;
  if (held.key !== key) held.days.clear();
  held.key = key;
  const days = daysBetween({ from: window.from, to: Math.min(window.to, openAt) }, timeZone);
  const found = new Map<NetworkId, readonly ClosedDay[]>();
  for (const network of networks) {
    const ofNetwork = days.flatMap(({ from }) => held.days.get(`${network} ${from}`) ?? []);
    if (ofNetwork.length === days.length) found.set(network, ofNetwork);
  }
  const lacking = networks.filter((network) => !found.has(network));
  if (lacking.length === 0) return found;
  for (const [network, ofNetwork] of await read(lacking)) {
    found.set(network, ofNetwork);
    // Another reading may have found the past moved meanwhile.
    if (held.key === key) for (const day of ofNetwork) held.days.set(`${network} ${day.at}`, day);
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

/** What is kept, and what is missing there computed. */
async function complete<T extends DaySum>(
  reading: Reading,
  networks: readonly NetworkId[],
  window: Window,
  readKept: (days: Window) => Promise<T[]>,
): Promise<Map<NetworkId, (T | ClosedDay)[]>> {
  const days = daysBetween({ from: window.from, to: Math.min(window.to, reading.openAt) }, reading.timeZone);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return new Map(networks.map((network) => [network, []]));
  const found: (T | ClosedDay)[] = await readKept({ from: first.from, to: last.to });
  const known = new Set(found.map(({ network, at }) => `${network} ${at}`));
  const missing = days.flatMap((day) => {
    const lacking = networks.filter((network) => !known.has(`${network} ${day.from}`));
    return lacking.length === 0 ? [] : [{ ...day, lacking }];
  });
  for (const run of runsOf(missing)) {
    const lacking = new Set(run.flatMap((day) => day.lacking));
    const computed = await computeDays(reading, [...lacking], run);
    const news = computed.filter(({ network, at }) => !known.has(`${network} ${at}`));
    reading.computed.push(...news);
    found.push(...news);
  }
  const groups = groupBy(found, ({ network }) => network);
  return new Map(networks.map((network) => [network, (groups.get(network) ?? []).sort((a, b) => a.at - b.at)]));
}

/** Days that follow each other without a gap, at most so many together. */
function runsOf<T extends Window>(days: readonly T[]): T[][] {
  const runs: T[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.length < DAYS_AT_ONCE && run.at(-1)?.to === day.from) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

async function computeDays(
  { context, reader }: Snapshot,
  networks: readonly NetworkId[],
  days: readonly Window[],
): Promise<ClosedDay[]> {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = { from: first.from, to: last.to };
  const facts = await loadFacts(context, networks, span, reader);
  return [...facts].flatMap(([network, ofNetwork]) => {
    const steps = healthSteps(ofNetwork, span);
    return days.map((day) => {
      const within = stepsWithin(steps, day);
      return { network, at: day.from, steps: within, sum: integrate(within, day) };
    });
  });
}
