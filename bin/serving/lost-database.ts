import { setTimeout as sleep } from "node:timers/promises";
import { lossOfDatabase } from "@/bin/terminal/database";
import type { Settings } from "@/server/env";

const LOOK_EVERY_MS = 1_000;

/** Where the database of the settings is lost, says so once, and waits until it is there again or is to be begun anew. */
export async function waitForLostDatabase(settings: Settings): Promise<void> {
  let told: string | null = null;
  for (;;) {
    const loss = await lossOfDatabase(settings);
    if (loss === null) break;
    if (loss !== told) process.stderr.write(`${loss}\n`);
    told = loss;
    await sleep(LOOK_EVERY_MS);
    // Nobody reaches it without the front.
    if (!process.connected) process.exit(0);
  }
  if (told !== null) process.stderr.write("The database is there again.\n");
}
