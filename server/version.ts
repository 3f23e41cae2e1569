import { databaseProblem } from "@/server/database/faults";
import { change, readVersion } from "./change";
import type { Context, NextChange } from "./context";
import type { Transaction } from "./db";
import { isProblem } from "./problem";
import { freshenSettings } from "./saved-settings";

/** Twice this is a minute: what is kept here may be kept as long again by the front. */
const KEPT_MS = 30_000;
const KEPT_WHERE_TIME_RUNS_MS = 1_000;

/** What was told is written down now and then: more than may be told in between. */
const TOLD_SINCE = 10_000;

/** What was worked out and is kept: under which version, and when that began, on a clock that never jumps. */
interface Made {
  readonly version: number;
  readonly madeAtMs: number;
}

/**
 * The version as readers see it: that of the last acknowledged change, whichever process made it, and first moved where a
 * change by time alone has come due since. Where the database cannot be written, it stays what it is, `stillHolds` refuses what
 * was worked out before, and `catchUp` moves it later. Throws 503 as `databaseProblem` says where it cannot be read.
 */
export async function currentVersion(context: Context): Promise<number> {
  const { memory } = context;
  const version = await storedVersion(context);
  if (memory.overdue !== null && memory.overdue.version !== version) memory.overdue = null;
  const next = memory.nextChange;
  const isDue = next?.version === version && next.dueAt !== null && context.clock.now() >= next.dueAt;
  return isDue && memory.overdue === null ? advanceOnce(context, version) : version;
}

/**
 * Sees to it that the version is not before one that readers were `told`, as that of a backup is, which was put in the place of
 * the database. Database trouble is no failure: who asks later meets it too.
 */
export async function goOnFrom(context: Context, told: number): Promise<void> {
  try {
    if ((await freshenSettings(context)) >= told) return;
    await change(context, async (tx) => {
      const isBefore = (await readVersion(tx)) < told;
      if (isBefore) await tx.state.update({ where: { id: 1 }, data: { version: told + TOLD_SINCE } });
      return { result: null, changed: isBefore };
    });
  } catch (error) {
    context.log.warn({ err: error, told }, "The version could not be compared with the one that readers were told.");
  }
}

/** Moves a version that is overdue. To be called now and then. Throws as `currentVersion` does. */
export async function catchUp(context: Context): Promise<void> {
  const version = await currentVersion(context);
  if (context.memory.overdue !== null) await advanceOnce(context, version);
}

/**
 * In the transaction of a change that takes back what was public: nothing that was made before the version to which it leads may
 * be shown any more, by whoever keeps it.
 */
export async function withdrawEarlier(tx: Transaction): Promise<void> {
  await tx.state.update({ where: { id: 1 }, data: { shownFrom: (await readVersion(tx)) + 1 } });
}

/**
 * For how many milliseconds what is worked out holds while the version stands still, since it may say as of when it speaks:
 * half a minute; in a replay, or where the version is overdue, a second.
 */
export function holdsMs({ memory, settings }: Context): number {
  return settings.replay === null && memory.overdue === null ? KEPT_MS : KEPT_WHERE_TIME_RUNS_MS;
}

/** Whether what is kept may be told at `version`: it was worked out under that or a later one, and its time has not passed. */
export function stillHolds(context: Context, kept: Made, version: number): boolean {
  return knowsOf(context, kept, version) && performance.now() - kept.madeAtMs < holdsMs(context);
}

/** Whether what was worked out knows of all that had changed when `version` was read. */
export function knowsOf({ memory }: Context, made: Made, version: number): boolean {
  return made.version >= version && (memory.overdue === null || made.madeAtMs > memory.overdue.sinceMs);
}

/** Tells when the present that was worked out at `version` changes by time alone. It may be early, but never late. */
export function setNextChange(context: Context, next: NextChange): void {
  context.memory.nextChange = next;
}

async function storedVersion(context: Context): Promise<number> {
  try {
    return await freshenSettings(context);
  } catch (error) {
    throw databaseProblem(error) ?? error;
  }
}

function advanceOnce(context: Context, version: number): Promise<number> {
  const { memory } = context;
  memory.advancing ??= advance(context, version).finally(() => {
    memory.advancing = null;
  });
  return memory.advancing;
}

/** Another process, or a change of the facts, may have moved the version meanwhile: then that was the move. */
async function advance(context: Context, from: number): Promise<number> {
  const { memory } = context;
  try {
    const isStill = async (tx: Transaction) => ({ result: null, changed: (await readVersion(tx)) === from });
    const { version } = await change(context, isStill, { byFactsAlone: true });
    memory.overdue = null;
    return version;
  } catch (error) {
    if (databaseProblem(error) === null && !(isProblem(error) && error.status === 503)) throw error;
    memory.overdue ??= { version: from, sinceMs: performance.now() };
    return from;
  }
}
