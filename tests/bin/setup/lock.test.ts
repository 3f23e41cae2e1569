import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const lockModule = pathToFileURL(path.resolve(import.meta.dirname, "../../../bin/setup/lock.mjs")).href;
let folder: string;
let lock: string;
let counter: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vigie-lock-"));
  lock = path.join(folder, "lock");
  counter = path.join(folder, "counter");
  writeFileSync(counter, "0");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A process that adds one to the counter under the lock, slowly. Resolves to its exit code. */
async function addOne(): Promise<number> {
  const source = `
    import { readFileSync, writeFileSync } from "node:fs";
    import { setTimeout as sleep } from "node:timers/promises";
    import { withLock } from "${lockModule}";
    await withLock(${JSON.stringify(lock)}, async () => {
      const count = Number(readFileSync(${JSON.stringify(counter)}, "utf8"));
      await sleep(50);
      writeFileSync(${JSON.stringify(counter)}, String(count + 1));
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], { stdio: "ignore" });
  const [code] = await once(child, "exit");
  return code;
}

test("of processes that set up at once each has the lock to itself", async () => {
  expect(await Promise.all(Array.from({ length: 6 }, addOne))).toEqual([0, 0, 0, 0, 0, 0]);
  expect(readFileSync(counter, "utf8")).toBe("6");
  expect(existsSync(lock)).toBe(false);
});

test("the lock of a process that died is taken over, by one at a time", async () => {
  const dead = spawn(process.execPath, ["--eval", ""]);
  await once(dead, "exit");
  writeFileSync(lock, String(dead.pid));
  await Promise.all([addOne(), addOne(), addOne()]);
  expect(readFileSync(counter, "utf8")).toBe("3");
});
