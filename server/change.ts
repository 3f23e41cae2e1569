import { databaseProblem } from "@/server/database/faults";
import type { Context } from "./context";
import type { Transaction } from "./db";
import type { SavedState } from "./saved-settings";
import { freshenSettings, noteSaved, savedState } from "./saved-settings";

/** What a piece of work comes to; `changed` false: readers see nothing new. */
export interface Work<T> {
  readonly result: T;
  readonly changed: boolean;
}

/** How long a change waits for those before it, and how long it may take itself. */
const MAX_WAIT_MS = 15_000;
const TIMEOUT_MS = 60_000;

/**
 * The only way to write, but for `keepDays`, which keeps what is worked out again where it is lost: `work` in one transaction, alone, and the version moved by one if it changed something. When it
 * returns, all is durable and every reader sees it; when it throws, nothing was kept. Use the `tx` that `work` is given and
 * nothing else of the database: a query beside it would wait for the transaction, and the transaction for it.
 * `byFactsAlone`: it writes events or rounds, or nothing, so that what was read of anything else holds (see `keptWhileSaid`).
 * Throws what `work` throws, and 503 as `databaseProblem` says.
 */
export async function change<T>(
  context: Context,
  work: (tx: Transaction) => Promise<Work<T>>,
  { timeoutMs = TIMEOUT_MS, byFactsAlone = false } = {},
): Promise<{ result: T; version: number }> {
  try {
    const { result, state } = await context.db.$transaction(
      async (tx) => {
        // Days are cut in the zone that is saved, not in the one that this process saw last.
        await freshenSettings(context, tx);
        const { result, changed } = await work(tx);
        return { result, state: changed ? await bumpVersion(tx, byFactsAlone) : await readState(tx) };
      },
      { maxWait: MAX_WAIT_MS, timeout: timeoutMs },
    );
    noteSaved(context, state);
    return { result, version: Number(state.version) };
  } catch (error) {
    throw databaseProblem(error) ?? error;
  }
}

/** The version as the transaction sees it. */
export async function readVersion(tx: Transaction): Promise<number> {
  return Number((await readState(tx)).version);
}

function readState(tx: Transaction): Promise<SavedState> {
  return tx.state.findUniqueOrThrow({ where: { id: 1 }, select: savedState });
}

function bumpVersion(tx: Transaction, byFactsAlone: boolean): Promise<SavedState> {
  const next = { increment: 1 };
  const data = byFactsAlone ? { version: next } : { version: next, saidRevision: next };
  return tx.state.update({ where: { id: 1 }, data, select: savedState });
}
