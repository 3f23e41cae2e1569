import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applicationPid } from "@/tests/support/application-process";
import { lockFile } from "@/tests/support/lock";
import type { Siege } from "@/tests/support/siege";
import { SIEGE_WITHIN_MS, startSiege } from "@/tests/support/siege";

let siege: Siege;
beforeAll(async () => {
  siege = await startSiege();
});
afterAll(() => siege.server.stop());

const file = () => path.join(siege.server.dataDir, "vigie.db");

/** Files that `process` writes may grow to that size and no further: a disk that is full looks the same. */
function limitFiles(process: number, bytes: number | "unlimited"): void {
  execFileSync("prlimit", ["--pid", String(process), `--fsize=${bytes}:unlimited`]);
}

test(
  "the database is locked by another process for longer than a write waits",
  async () => {
    const refusals = await siege.withstand(async () => {
      const lock = await lockFile(file());
      await sleep(4_000);
      lock.release();
    });
    expect([...refusals]).toEqual(["database_busy"]);
  },
  SIEGE_WITHIN_MS,
);

test(
  "the file of the database is moved away, and comes back",
  async () => {
    const away = path.join(siege.server.dataDir, "away");
    mkdirSync(away);
    const names = () => readdirSync(siege.server.dataDir).filter((name) => name.startsWith("vigie.db"));
    const refusals = await siege.withstand(async () => {
      const moved = names();
      for (const name of moved) renameSync(path.join(siege.server.dataDir, name), path.join(away, name));
      await sleep(3_000);
      for (const name of moved.reverse()) renameSync(path.join(away, name), path.join(siege.server.dataDir, name));
    });
    expect([...refusals]).toEqual(["database_unavailable"]);
  },
  SIEGE_WITHIN_MS,
);

test(
  "the disk is full, for the database and for what the front keeps, and there is room again",
  async () => {
    const { server } = siege;
    const application = applicationPid(server);
    const refusals = await siege.withstand(async () => {
      limitFiles(application, Math.min(statSync(file()).size, statSync(`${file()}-wal`).size));
      limitFiles(server.pid, 0);
      await sleep(3_000);
      limitFiles(application, "unlimited");
      limitFiles(server.pid, "unlimited");
    });
    expect([...refusals]).toEqual(["database_full"]);
    expect(applicationPid(server)).toBe(application);
  },
  SIEGE_WITHIN_MS,
);
