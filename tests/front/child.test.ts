import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { kill } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { Child } from "@/front/application/child";

/** What the application is to us: it says its process id as the version, and then that it lives. */
const LIVES = `
  process.send({ version: process.pid, shownFrom: 0, holdsMs: 1000, listing: null });
  setInterval(() => process.send({ version: null }), 100);`;
const patience = { waitMs: 20_000, promptMs: 500, silentMs: 1_000, hangingMs: 2_000, startingMs: 2_000 };

let child: Child | undefined;
afterEach(async () => {
  await child?.stop(Promise.resolve(), 100);
});

function start(script: string, more: { readonly isDispensable?: boolean; readonly waitMs?: number } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "vigie-child-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, "application.mjs");
  writeFileSync(file, script);
  const pids: number[] = [];
  const told: Record<string, unknown>[] = [];
  const log = pino({ level: "debug" }, { write: (line) => told.push(JSON.parse(line)) });
  const { isDispensable = true, waitMs = patience.waitMs } = more;
  const started = new Child({
    file,
    args: [],
    log,
    isDispensable: () => isDispensable,
    patience: { ...patience, waitMs },
  });
  child = started;
  started.on("word", ({ version }) => pids.push(version));
  started.start();
  return { child: started, pids, told };
}

/** The process ids of the first so many that gave a word. */
function first(pids: readonly number[], count: number) {
  return vi.waitFor(() => expect(pids.length).toBeGreaterThanOrEqual(count), { timeout: 20_000, interval: 10 });
}

test("an application that is killed is started again, after pauses that double, and is waited for meanwhile", async () => {
  const { child, pids, told } = start(LIVES);
  for (let lives = 1; lives <= 3; lives += 1) {
    await first(pids, lives);
    await child.isThere();
    kill(pids.at(-1) ?? 0, "SIGKILL");
    await vi.waitFor(() => expect(child.isReady).toBe(false));
    await child.isThere();
    expect(child.isReady).toBe(true);
  }
  await first(pids, 4);
  expect(new Set(pids).size).toBe(4);
  expect(told.flatMap(({ pauseMs }) => pauseMs ?? [])).toEqual([100, 200, 400]);
});

test("an application that falls silent is asked for a while by those alone who cannot do without, and then by nobody, and is ended and replaced", async () => {
  const { child, pids } = start(LIVES, { waitMs: 1 });
  await expect(child.isThere()).rejects.toMatchObject({
    status: 503,
    code: "unavailable",
    message: expect.stringContaining("is being started"),
  });
  await first(pids, 1);
  expect(child.isPrompt).toBe(true);
  kill(pids[0] ?? 0, "SIGSTOP");
  await vi.waitFor(() => expect(child.isPrompt).toBe(false), { timeout: 10_000, interval: 10 });
  expect(child.isReady).toBe(true);
  await child.isThere();
  await vi.waitFor(() => expect(child.isReady).toBe(false), { timeout: 10_000, interval: 10 });
  await expect(child.isThere()).rejects.toMatchObject({
    status: 503,
    code: "unavailable",
    message: expect.stringContaining("gave no answer"),
  });
  await first(pids, 2);
});

test("an application that hangs while it starts is ended, and tried again", async () => {
  const { told } = start("setInterval(() => {}, 1000);");
  const ended = () => told.filter(({ signal }) => signal === "SIGKILL").length;
  await vi.waitFor(() => expect(ended()).toBeGreaterThanOrEqual(2), { timeout: 20_000 });
});

test("an application is not taken to hang because we ourselves were stopped", async () => {
  const { child, pids } = start(LIVES);
  await first(pids, 1);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, patience.hangingMs + 1_000);
  await sleep(300);
  expect(child.isReady).toBe(true);
  expect(pids).toHaveLength(1);
});

test("an application that ends before it ever answered is tried again only where something can be served without it", async () => {
  const needed = start("process.exit(3);", { isDispensable: false });
  const code = await new Promise((resolve) => needed.child.once("gone", resolve));
  expect(code).toBe(3);
  await sleep(300);
  expect(needed.told.filter(({ pid: _, msg }) => msg === "The application is started.")).toHaveLength(1);

  const dispensable = start("process.exit(3);");
  await vi.waitFor(() => expect(dispensable.told.filter(({ code }) => code === 3).length).toBeGreaterThan(2), {
    timeout: 20_000,
  });
});

test("an application that somebody kills before it ever answered is tried again, though nothing can be served without it", async () => {
  const { child, pids, told } = start(
    `import { existsSync, writeFileSync } from "node:fs";
    const before = new URL("before", import.meta.url);
    if (!existsSync(before)) {
      writeFileSync(before, "");
      process.kill(process.pid, "SIGKILL");
    }
    ${LIVES}`,
    { isDispensable: false },
  );
  const gone = vi.fn();
  child.on("gone", gone);
  await first(pids, 1);
  expect(gone).not.toHaveBeenCalled();
  expect(told.filter(({ signal, pauseMs }) => signal === "SIGKILL" && pauseMs === 100)).toHaveLength(1);
});

test("an application that does not end when it is asked to is cut, and none is started after that", async () => {
  const { child, pids, told } = start(`process.on("SIGTERM", () => {});${LIVES}`);
  await first(pids, 1);
  await child.stop(Promise.resolve(), 200);
  await sleep(300);
  expect(() => kill(pids[0] ?? 0, 0)).toThrow();
  expect(told.filter(({ msg }) => msg === "The application is started.")).toHaveLength(1);
});

test("an application that dies while the front is stopping stays dead", async () => {
  const { child, pids, told } = start(LIVES);
  await first(pids, 1);
  let drained = () => {};
  const stopped = child.stop(
    new Promise((resolve) => {
      drained = resolve;
    }),
    200,
  );
  kill(pids[0] ?? 0, "SIGKILL");
  await sleep(500);
  drained();
  await stopped;
  expect(told.filter(({ msg }) => msg === "The application is started.")).toHaveLength(1);
});
