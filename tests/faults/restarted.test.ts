import { mkdirSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { KEPT, pagesFolder } from "@/front/last-good/kept-note";
import type { Siege } from "@/tests/support/siege";
import { SIEGE_WITHIN_MS, startSiege } from "@/tests/support/siege";

let siege: Siege;
beforeAll(async () => {
  siege = await startSiege();
});
afterAll(() => siege.server.stop());

/** Moves the files of the database from one folder to another. */
function moveDatabase(from: string, to: string): void {
  const names = readdirSync(from).filter((name) => name.startsWith("vigie.db"));
  // The file itself last: until then nothing takes it for whole.
  for (const name of names.sort().reverse()) renameSync(path.join(from, name), path.join(to, name));
}

test(
  "the front is killed and started again with the database gone: what was kept is read, and what is posted once it is back is told",
  async () => {
    const { dataDir } = siege.server;
    const away = path.join(dataDir, "away");
    mkdirSync(away);
    await siege.withstand(() => sleep(500));
    const notes = path.join(pagesFolder(dataDir), KEPT, "notes");
    await vi.waitFor(() => expect(readdirSync(notes).length).toBeGreaterThanOrEqual(siege.paths.length), {
      timeout: 20_000,
    });
    await siege.restart(() => moveDatabase(dataDir, away));
    const refusals = await siege.withstand(async () => {
      // Who posts waits five seconds for the application, and is told then.
      await sleep(6_500);
      moveDatabase(away, dataDir);
    });
    expect([...refusals]).toEqual(["unavailable"]);
  },
  SIEGE_WITHIN_MS,
);
