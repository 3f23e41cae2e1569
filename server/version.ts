import type { Context, NextChange } from "./context";
import { databaseProblem } from "./database-faults";
import type { Transaction } from "./db";

/** Moves the version inside a transaction and returns it. */
export async function bumpVersion(tx: Transaction): Promise<number> {
  const row = await tx.state.update({
    where: { id: 1 },
    data: { version: { increment: 1 } },
    select: { version: true },
  });
  return Number(row.version);
}

/** The version as the transaction sees it. */
export async function readVersion(tx: Transaction): Promise<number> {
  const row = await tx.state.findUniqueOrThrow({ where: { id: 1 }, select: { version: true } });
  return Number(row.version);
}

/**
 * The version as readers see it: that of the last acknowledged change, whichever process made it, and first moved where a
 * change by time alone has come due since. Throws 503 as `databaseProblem` says.
 */
export async function currentVersion(context: Context): Promise<number> {
  try {
    const version = await readVersion(context.db);
    const next = context.memory.nextChange;
    if (next?.version !== version || next.dueAt === null || context.clock.now() < next.dueAt) return version;
    context.memory.advancing ??= advance(context, version).finally(() => {
      context.memory.advancing = null;
    });
    return await context.memory.advancing;
  } catch (error) {
    throw databaseProblem(error) ?? error;
  }
}

/** Tells when the present that was worked out at `version` changes by time alone. It may be early, but never late. */
export function setNextChange(context: Context, next: NextChange): void {
  context.memory.nextChange = next;
}

/** Another process, or a change of the facts, may have moved the version meanwhile: then that is the move. */
async function advance(context: Context, from: number): Promise<number> {
  await context.db.state.updateMany({ where: { id: 1, version: BigInt(from) }, data: { version: { increment: 1 } } });
  return readVersion(context.db);
}
