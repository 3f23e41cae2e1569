import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { kill } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { applicationPid } from "@/tests/support/application-process";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import { siteOf } from "@/tests/support/site";
import { attachStreams } from "@/tests/support/stream-reader";

const EXITS_WITHIN_MS = 10_000;
/** On a machine that has much else to do. */
const WAITS = { timeout: 40_000, interval: 10 };

vi.setConfig({ testTimeout: 90_000 });

let server: RunningServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** Fronts put their private directories here: nothing else is in it. */
function ownTmp(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "vigie-tmp-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isGone(pid: number): boolean {
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
}

/** A write of which the half is sent. */
async function beginPost({ url, token }: RunningServer): Promise<ClientRequest> {
  const { hostname, port } = new URL(url);
  const headers = {
    Authorization: `Bearer ${await token("events:write")}`,
    "Content-Type": "application/json",
    "Content-Length": 2,
  };
  const posting = request({ hostname, port, path: "/api/v1/events", method: "POST", headers });
  posting.write("[");
  await sleep(300);
  return posting;
}

async function finish(posting: ClientRequest): Promise<number | undefined> {
  posting.end("]");
  const [answer]: IncomingMessage[] = await once(posting, "response");
  answer?.resume();
  return answer?.statusCode;
}

/** Starts a front that does not wait for anything, in a group of its own as a terminal has it. */
function startFront(env: Readonly<Record<string, string>>): { readonly process: ChildProcess; logs(): string } {
  const dataDir = mkdtempSync(path.join(tmpdir(), "vigie-"));
  const started = spawn(process.execPath, ["build/front.mjs"], {
    detached: true,
    env: {
      ...process.env,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: "0",
      DATA_DIR: dataDir,
      DATABASE_URL: `file:${dataDir}/vigie.db`,
      ...env,
    },
  });
  onTestFinished(async () => {
    if (started.exitCode === null && started.signalCode === null) {
      started.kill("SIGTERM");
      await once(started, "exit");
    }
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
  });
  let text = "";
  for (const output of [started.stdout, started.stderr]) output.on("data", (chunk: Buffer) => (text += chunk));
  return { process: started, logs: () => text };
}

test("the socket of the application lies where nobody else may look, and goes with the front", async () => {
  const folder = ownTmp();
  server = await startServer({ env: { TMPDIR: folder } });
  const [own = ""] = readdirSync(folder);
  expect(statSync(path.join(folder, own)).mode & 0o777).toBe(0o700);
  expect(await server.stop()).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

test("a front that is killed leaves neither its application nor its directory behind", async () => {
  const folder = ownTmp();
  server = await startServer({ env: { TMPDIR: folder } });
  const pid = applicationPid(server);
  await server.kill();
  await vi.waitFor(() => expect(isGone(pid)).toBe(true), WAITS);
  expect(readdirSync(folder)).toEqual([]);
});

test("a front that is killed while its application starts leaves none behind", async () => {
  const front = startFront({ TMPDIR: ownTmp() });
  const pid = await vi.waitFor(() => applicationPid({ pid: front.process.pid ?? 0 }), WAITS);
  front.process.kill("SIGKILL");
  await vi.waitFor(() => expect(isGone(pid)).toBe(true), WAITS);
});

test.each(["SIGTERM", "SIGINT"] as const)("%s while the application starts ends both, by code 0", async (signal) => {
  const front = startFront({ TMPDIR: ownTmp() });
  const pid = await vi.waitFor(() => applicationPid({ pid: front.process.pid ?? 0 }), WAITS);
  kill(-(front.process.pid ?? 0), signal);
  const [code] = await once(front.process, "exit");
  expect(code, front.logs()).toBe(0);
  expect(isGone(pid)).toBe(true);
});

test("signals that are sent more than once, to whoever, cut nothing that is under way", async () => {
  server = await startServer();
  const { pid } = server;
  const posting = await beginPost(server);
  const stopped = server.stop();
  for (const signal of ["SIGTERM", "SIGINT", "SIGINT", "SIGTERM"] as const) {
    await sleep(100);
    kill(pid, signal);
  }
  await sleep(300);
  expect(await finish(posting)).toBe(200);
  expect(await stopped).toBe(0);
});

test("streams, readers who take nothing and an application that hangs do not keep the front from ending in time", async () => {
  server = await startServer();
  const { hostname, port } = new URL(server.url);
  await attachStreams(`${server.url}/api/v1/stream`, 50);
  const lazy = connect(Number(port), hostname);
  lazy.on("error", () => undefined).pause();
  lazy.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200));
  const stuck = await beginPost(server);
  stuck.on("error", () => undefined);
  kill(applicationPid(server), "SIGSTOP");
  const startedAtMs = performance.now();
  expect(await server.stop()).toBe(0);
  expect(performance.now() - startedAtMs).toBeLessThan(EXITS_WITHIN_MS);
});

test("a server whose words nobody reads any more goes on, and so does the application that it starts then", async () => {
  const folder = ownTmp();
  const front = startFront({ TMPDIR: folder });
  const { pid = 0, stdout, stderr } = front.process;
  await vi.waitFor(() => expect(front.logs()).toContain("Vigie answers on"), WAITS);
  stdout?.destroy();
  stderr?.destroy();
  const [own = ""] = readdirSync(folder);
  const socket = path.join(folder, own, "application");
  const first = applicationPid({ pid });
  rmSync(socket);
  kill(first, "SIGKILL");
  await vi.waitFor(() => {
    expect(applicationPid({ pid })).not.toBe(first);
    expect(existsSync(socket)).toBe(true);
  }, WAITS);
  const second = applicationPid({ pid });
  await sleep(1_000);
  expect(isGone(second)).toBe(false);
});

test("two fronts on one database tell the same, whichever of them is written to", async () => {
  server = await startServer();
  const { dataDir } = server;
  const other = await startServer({ env: { DATABASE_URL: `file:${dataDir}/vigie.db` } });
  onTestFinished(async () => void (await other.stop()));
  const site = siteOf(server);
  await site.source("outlook");
  await site.network("main", 2, 10);
  const blocked = async ({ url }: RunningServer) =>
    (await (await fetch(`${url}/api/v1/status`)).json()).networks[0]?.blocked;
  await vi.waitFor(async () => expect(await blocked(other)).toBe(0), WAITS);
  await site.tell("block", "outlook", 2, 3);
  await vi.waitFor(async () => expect(await blocked(other)).toBe(3), WAITS);
  await siteOf({ ...other, token: server.token }).tell("block", "outlook", 2, 5);
  const first = server;
  await vi.waitFor(async () => expect(await blocked(first)).toBe(5), WAITS);
});
