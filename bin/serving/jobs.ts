import type { Context } from "@/server/context";
import { currentVersion } from "@/server/version";

const LOOK_EVERY_MS = 1_000;

/** What the application does without being asked: moves the version when the present changes by time alone. */
export function startJobs(context: Context): { stop(): void } {
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await currentVersion(context);
    } catch (error) {
      context.log.warn({ err: error }, "The look for changes by time alone failed; the next one is in a second.");
    } finally {
      isBusy = false;
    }
  }, LOOK_EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
