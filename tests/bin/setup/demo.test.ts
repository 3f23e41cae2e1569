import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const demoModule = pathToFileURL(path.resolve("bin/setup/demo.mjs")).href;
let folder: string;
let running: Server;
let port: number;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vigie-demo-"));
  const story = "content/replay/2014-outlook.json";
  cpSync(story, path.join(folder, story));
  running = createServer().listen(0, "127.0.0.1");
  await once(running, "listening");
  const address = running.address();
  if (address === null || typeof address === "string") throw new Error("A port was asked for.");
  port = address.port;
});

afterEach(() => {
  running.close();
  rmSync(folder, { recursive: true });
});

/** The database of an earlier demo on our port. */
function earlierDatabase(): string {
  const data = path.join(folder, `data/demo-${port}`);
  mkdirSync(data, { recursive: true });
  writeFileSync(path.join(data, "vigie.db"), "");
  return path.join(data, "vigie.db");
}

async function prepare(): Promise<number> {
  const source = `import { prepareDemo } from "${demoModule}"; await prepareDemo();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: "ignore",
  });
  const [code] = await once(child, "exit");
  return code;
}

test("a demo leaves the database of one that is running alone", async () => {
  const database = earlierDatabase();
  expect(await prepare()).toBe(1);
  expect(existsSync(database)).toBe(true);
});

test("a demo begins with a database of its own, new each time", async () => {
  const database = earlierDatabase();
  running.close();
  await once(running, "close");
  expect(await prepare()).toBe(0);
  expect(existsSync(database)).toBe(false);
});
