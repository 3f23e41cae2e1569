import { dayStart } from "@/domain/days";
import type { Instant } from "@/domain/instant";
import type { Context } from "@/server/context";
import type { Database, Transaction } from "@/server/db";
import { noteSaved } from "@/server/saved-settings";
import { databaseProblem } from "./faults";

/** What a reading holds on to, so that all it reads belongs together. */
export interface Snapshot {
  readonly context: Context;
  readonly reader: Database | Transaction;
  readonly version: number;
  /** Whether it reads within a transaction that writes, and may yet be undone. */
  readonly isWithin: boolean;
  /** While it stands still, what was computed of days that are over holds. */
  readonly pastRevision: number;
  /** The page's zone. */
  readonly timeZone: string;
  /** Whether the kept days were cut in it. */
  readonly daysAreOurs: boolean;
  readonly now: Instant;
  /** Start of the day of `now` in that zone: days before it are over. */
  readonly openAt: Instant;
}

/** So often a reading is begun anew because something was written meanwhile; then writers wait for it. */
const ATTEMPTS = 3;

/**
 * Reads through `read` what belongs together: nothing was written in between. `read` may run several times, but for once
 * `within` a transaction, of which it sees what was written there.
 * Throws what it throws, and 503 as `databaseProblem` says.
 */
export async function readTogether<T>(
  context: Context,
  read: (snapshot: Snapshot) => Promise<T>,
  within: Transaction | null = null,
): Promise<T> {
  if (within !== null) return read({ ...(await snapshotOf(context, within)), isWithin: true });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const snapshot = await snapshotOf(context, context.db);
      const result = await read(snapshot);
      if ((await readState(context, context.db)).version === snapshot.version) return result;
    }
    return await context.db.$transaction(async (tx) => read(await snapshotOf(context, tx)), {
      maxWait: 15_000,
      timeout: 60_000,
    });
  } catch (error) {
    throw databaseProblem(error) ?? error;
  }
}

async function snapshotOf(context: Context, reader: Database | Transaction): Promise<Snapshot> {
  const state = await readState(context, reader);
  const now = context.clock.now();
  return { context, reader, isWithin: false, ...state, now, openAt: dayStart(now, state.timeZone) };
}

/** As it is now; see `Snapshot`. */
export async function readPastRevision(context: Context): Promise<number> {
  return (await readState(context, context.db)).pastRevision;
}

async function readState(context: Context, reader: Database | Transaction) {
  const state = await reader.state.findUniqueOrThrow({ where: { id: 1 } });
  noteSaved(context, state);
  const { timeZone } = context.settings;
  return {
    version: Number(state.version),
    pastRevision: Number(state.pastRevision),
    timeZone,
    daysAreOurs: state.timeZone === timeZone,
  };
}
