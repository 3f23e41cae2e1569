import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, vi } from "vitest";
import type { Crowd } from "./reading-crowd";
import { startReading } from "./reading-crowd";
import type { RunningServer } from "./server";
import { startServer } from "./server";
import { siteOf } from "./site";

/** A server with something to tell, that is read and written to while things go wrong. */
export interface Siege {
  readonly server: RunningServer;
  /** Paths that are read. */
  readonly paths: readonly string[];
  /** Kills the front, and its application with it, and starts others on the same data after `between`. */
  restart(between: () => void): Promise<void>;
  /**
   * Lets `fault` happen while 64 people read and a probe posts, and holds the server to its promises: no read fails; each write is
   * accepted, or refused by 503 with a code and `Retry-After`; a refused one that is tried again gets through once the fault is
   * over, nothing accepted is lost, and the status tells all of it. Resolves to the codes of the refusals.
   */
  withstand(fault: () => Promise<void>): Promise<ReadonlySet<string>>;
}

interface Posted {
  readonly isAccepted: boolean;
  /** null: accepted. */
  readonly code: string | null;
}

const PATHS = ["/", "/fr", "/networks/main", "/feed.xml", "/api/v1/status"];
/** Who has written reads of it at once, and waits for that: the probe is somebody else than those who read. */
const PROBE = "198.51.100.7";
/** Long enough for the application to start on a machine that has much else to do. */
const OVER_WITHIN_MS = 60_000;

/** Limit of a test: on a machine that has much else to do, an application starts in many seconds. */
export const SIEGE_WITHIN_MS = 180_000;

/** Starts a server for sieges. */
export async function startSiege(env: Readonly<Record<string, string>> = {}): Promise<Siege> {
  const settings = { ...env, TRUSTED_PROXIES: "127.0.0.1" };
  let server = await startServer({ env: settings });
  const site = siteOf(server);
  await site.source("outlook");
  await site.network("main", 2, 250);
  await site.network("other", 3, 250);
  const incident = await site.incident("Mail to Outlook.com refused", ["main"]);
  const paths = [...PATHS, `/incidents/${incident}`];
  const token = await server.token("events:write");
  let told = 0;

  async function post(body: string): Promise<Posted> {
    const answer = await fetch(`${server.url}/api/v1/events`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "X-Forwarded-For": PROBE },
      body,
    });
    const { accepted = 0, duplicates = 0, code = null } = await answer.json();
    if (answer.status === 200) return { isAccepted: accepted + duplicates === 1, code: null };
    expect(answer.status, String(code)).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(code).toMatch(/^(unavailable|database_(busy|full|unavailable))$/);
    return { isAccepted: false, code };
  }

  /** Until it is accepted, as a probe does: with the same bytes, as a refused one may have been kept when its answer was lost. */
  async function insist(id: number, refusals: Set<string>): Promise<void> {
    const address = id < 250 ? `192.0.2.${id + 1}` : `192.0.3.${id - 249}`;
    const at = new Date(Date.now() - 1_000).toISOString();
    const body = JSON.stringify({ id: String(id), type: "block", address, source: "outlook", at });
    const giveUpAtMs = performance.now() + OVER_WITHIN_MS;
    for (;;) {
      const { isAccepted, code } = await post(body);
      if (isAccepted) return;
      if (code !== null) refusals.add(code);
      if (performance.now() > giveUpAtMs) throw new Error(`Still refused: ${code}`);
      await sleep(100);
    }
  }

  async function blocked(): Promise<number> {
    const status = await (await fetch(`${server.url}/api/v1/status`)).json();
    return status.networks.reduce((sum: number, network: { blocked: number }) => sum + network.blocked, 0);
  }

  return {
    get server() {
      return server;
    },
    paths,
    async restart(between) {
      await server.kill();
      between();
      server = await startServer({ env: settings, dataDir: server.dataDir, isFrontEnough: true });
    },
    async withstand(fault) {
      const refusals = new Set<string>();
      const crowd = await startReading(server.url, paths);
      let isOver = false;
      const writing = (async () => {
        while (!isOver && told < 500) {
          await insist(told, refusals);
          told += 1;
          await sleep(50);
        }
      })();
      const before = memoryOf(server);
      try {
        await sleep(300);
        await fault();
      } finally {
        isOver = true;
        await writing;
        await vi.waitFor(async () => expect(await blocked()).toBe(told), { timeout: OVER_WITHIN_MS, interval: 50 });
        await crowd.stop();
      }
      expect(crowd.failures).toEqual([]);
      expect(crowd.reads).toBeGreaterThan(100);
      say(crowd, before, memoryOf(server));
      return refusals;
    },
  };
}

/** Of the front alone, in MiB. */
export function memoryOf({ pid }: Pick<RunningServer, "pid">): number {
  return Math.round(Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1_024);
}

function say({ reads, slowestMs }: Crowd, before: number, after: number): void {
  process.stdout.write(
    `  ${expect.getState().currentTestName}: ${reads} reads, the slowest ${Math.round(slowestMs)} ms; front ${before} -> ${after} MiB\n`,
  );
}
