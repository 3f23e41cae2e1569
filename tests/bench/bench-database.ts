import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Instant } from "@/domain/instant";
import type { Context } from "@/server/context";
import { closeContext, openContext } from "@/server/context";
import { parseSettings } from "@/server/env";
import { migrate } from "@/server/migrate";

/** Runs `measure` on a database of its own, on the disk, with the clock standing at `now`. */
export async function withBenchDatabase<T>(now: Instant, measure: (context: Context) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigie-bench-"));
  try {
    const url = pathToFileURL(path.join(folder, "vigie.db")).href;
    await migrate(url);
    const settings = parseSettings({ DATABASE_URL: url, TIME_ZONE: "Europe/Paris", LOG_LEVEL: "silent" });
    const context = openContext(settings, { clock: { now: () => now } });
    const result = await measure(context);
    await closeContext(context);
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
