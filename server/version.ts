import { databaseProblem } from "@/server/database/faults";
import { change, readVersion } from "./change";
import type { Context, NextChange } from "./context";
import { freshenSettings } from "./saved-settings";

/**
 * The version as readers see it: that of the last acknowledged change, whichever process made it, and first moved where a
 * change by time alone has come due since. Throws 503 as `databaseProblem` says.
 */
export async function currentVersion(context: Context): Promise<number> {
  const version = await storedVersion(context);
  const next = context.memory.nextChange;
  if (next?.version !== version || next.dueAt === null || context.clock.now() < next.dueAt) return version;
  context.memory.advancing ??= advance(context, version).finally(() => {
    context.memory.advancing = null;
  });
  return context.memory.advancing;
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

/** Another process, or a change of the facts, may have moved the version meanwhile: then that was the move. */
async function advance(context: Context, from: number): Promise<number> {
  const { version } = await change(context, async (tx) => ({
    result: null,
    changed: (await readVersion(tx)) === from,
  }));
  return version;
}
