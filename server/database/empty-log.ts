import type { Context } from "@/server/context";
import { databaseProblem } from "./faults";
import { emptyLog } from "./sql";

/**
 * After a change that took bytes away: takes them out of the write-ahead log too. The change is durable by then, so that a
 * database which cannot do it at this moment is no failure of the change; the log is overwritten in the course of time.
 */
export async function forgetOldBytes({ db, log }: Context): Promise<void> {
  try {
    await emptyLog(db);
  } catch (error) {
    if (databaseProblem(error) === null) throw error;
    log.warn(
      { err: error },
      "The write-ahead log could not be emptied: what was taken away is in it until it is overwritten",
    );
  }
}
