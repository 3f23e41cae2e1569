import { HOUR_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { foresee } from "@/server/figures/present";
import { forgetOldSessions } from "@/server/sessions";
import { catchUp } from "@/server/version";

const LOOK_EVERY_MS = 1_000;

/** What the application does without being asked: knows when the present changes by time alone, and moves the
 * version then; tells the front by `tell` how things stand; deletes sessions that nobody needs any more. */
export function startJobs(context: Context, tell: () => void): { stop(): void } {
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await catchUp(context);
      await foresee(context);
    } catch (error) {
      context.log.warn({ err: error }, "The look for changes by time alone failed; the next one is in a second.");
    } finally {
      isBusy = false;
      tell();
    }
  }, LOOK_EVERY_MS);
  const forget = () =>
    void forgetOldSessions(context).catch((error: unknown) =>
      context.log.warn({ err: error }, "Old sessions could not be deleted; the next try is in an hour."),
    );
  forget();
  const hourly = setInterval(forget, HOUR_MS);
  return {
    stop() {
      clearInterval(timer);
      clearInterval(hourly);
    },
  };
}
