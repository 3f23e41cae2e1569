import { databaseProblem } from "@/server/database/faults";
import type { Context } from "./context";
import type { Transaction } from "./db";

/** What a piece of work comes to; `changed` false: readers see nothing new. */
export interface Work<T> {
  readonly result: T;
  readonly changed: boolean;
}

/** How long a change waits for those before it, and how long it may take itself. */
const MAX_WAIT_MS = 15_000;
const TIMEOUT_MS = 60_000;

/**
 * The only way to write: `work` in one transaction, alone, and the version moved by one if it changed something. When it
 * returns, all is durable and every reader sees it; when it throws, nothing was kept. Use the `tx` that `work` is given and
 * nothing else of the database: a query beside it would wait for the transaction, and the transaction for it.
 * Throws what `work` throws, and 503 as `databaseProblem` says.
 */
export async function change<T>(
  context: Context,
  work: (tx: Transaction) => Promise<Work<T>>,
  { timeoutMs = TIMEOUT_MS } = {},
): Promise<{ result: T; version: number }> {
  try {
    return await context.db.$transaction(
      async (tx) => {
        const { result, changed } = await work(tx);
        return { result, version: changed ? await bumpVersion(tx) : await readVersion(tx) };
      },
      { maxWait: MAX_WAIT_MS, timeout: timeoutMs },
    );
  } catch (error) {
    throw databaseProblem(error) ?? error;
  }
}

/** The version as the transaction sees it. */
export async function readVersion(tx: Transaction): Promise<number> {
  const row = await tx.state.findUniqueOrThrow({ where: { id: 1 }, select: { version: true } });
  return Number(row.version);
}

async function bumpVersion(tx: Transaction): Promise<number> {
  const row = await tx.state.update({
    where: { id: 1 },
    data: { version: { increment: 1 } },
    select: { version: true },
  });
  return Number(row.version);
}
