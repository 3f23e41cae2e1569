import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port";

const READY_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;

interface Account {
  readonly email: string;
  readonly password: string;
}

/** A real server with a database of its own, to be photographed. */
export interface Stage {
  readonly url: string;
  readonly dataDir: string;
  token(): string;
  /** An account of an administrator. */
  account(): Account;
  close(): Promise<void>;
}

/** Starts the built application on loopback. `settings` are environment variables beside those that make it one's own. */
export async function openStage(settings: Readonly<Record<string, string>>): Promise<Stage> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "vigie-pictures-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...process.env,
    HOST: "127.0.0.1",
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: `file:${path.join(dataDir, "vigie.db")}`,
    LOG_LEVEL: "error",
    ...settings,
  };
  const bundle = (name: string) => path.join(import.meta.dirname, `${name}.mjs`);
  const server = spawn(process.execPath, [bundle("front")], {
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  await ready(server, url);
  return {
    url,
    dataDir,
    token() {
      const args = [bundle("token"), "--name", "pictures", "--scopes", "admin"];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { env: environment, encoding: "utf8" });
      if (status !== 0) throw new Error(`No token could be made: ${stderr}`);
      return stdout.trim();
    },
    account() {
      const account = { email: "ada@example.org", password: "to be seen in pictures" };
      const args = [bundle("staff"), "--email", account.email, "--name", "Ada", "--role", "administrator"];
      const run = spawnSync(process.execPath, args, { env: environment, input: account.password, encoding: "utf8" });
      if (run.status !== 0) throw new Error(`No account could be made: ${run.stderr}`);
      return account;
    },
    async close() {
      const ended = once(server, "exit");
      if (server.exitCode === null) {
        server.kill("SIGTERM");
        await ended;
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (performance.now() < giveUpAt && server.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(LOOK_EVERY_MS);
  }
  server.kill("SIGKILL");
  throw new Error("The server to be photographed did not start.");
}
