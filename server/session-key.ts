import { databaseProblem } from "@/server/database/faults";
import type { Context } from "./context";
import { perContext } from "./per-context";

const kept = perContext("session-key", (): { key: string | null } => ({ key: null }));

/** What the cookies of sessions are sealed with: drawn when the database was made. Throws 503 as the database says. */
export async function sessionKey(context: Context): Promise<string> {
  const memory = kept(context);
  memory.key ??= await context.db.state
    .findUniqueOrThrow({ where: { id: 1 }, select: { sessionKey: true } })
    .then((row) => row.sessionKey)
    .catch((error: unknown) => {
      throw databaseProblem(error) ?? error;
    });
  return memory.key;
}
