import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "@/server/migrate";
import { filesHolding } from "@/tests/support/kept-files";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import { siteOf } from "@/tests/support/site";

const SECRET = "hunter2-was-the-password";
const PATIENCE_MS = 60_000;
const env = { STALE_AFTER_SECONDS: "4" };

let server: RunningServer;
let slug: string;
let dataDir: string;
/** What was told before the machine was lost. */
let told: { readonly version: number; readonly page: string };

const pages = () => path.join(dataDir, "pages");
const database = () => path.join(dataDir, "vigie.db");
const plain = (file: string) => readFileSync(path.join(pages(), file), "utf8");
const get = async (where: string, headers: Record<string, string> = {}) => {
  const response = await fetch(server.url + where, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const freshness = async () => /freshness="?:?"(\w+)"/.exec((await get("/")).text)?.[1];
const versionNow = async () => JSON.parse((await get("/api/v1/status")).text).version;

async function until(what: () => unknown): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (!(await what())) {
    if (Date.now() > giveUpAt) throw new Error(`It never came true: ${what}\n${server.logs()}`);
    await sleep(50);
  }
}

const holding = (text: string) => filesHolding(pages(), text);

beforeAll(async () => {
  server = await startServer({ env });
  ({ dataDir } = server);
  const site = siteOf(server);
  await site.network("main", 2, 10, { name: "Main network" });
  await site.network("other", 3, 10, { name: "Other network" });
  slug = await site.incident("Refused", ["main"], { update: { bodyMarkdown: `We said ${SECRET}.` } });
}, 120_000);
afterAll(() => server.stop());

describe("the folder of kept pages", () => {
  test("has what readers need most, in each language, before anybody has asked for it", async () => {
    const files = ["index.html", "fr/index.html", "networks/main/index.html", "fr/networks/main/index.html"];
    const others = ["incidents/index.html", "api/v1/status/index.json", "feed.xml", "fr/atom.xml", "feed.json"];
    await until(() => [...files, ...others].every((file) => existsSync(path.join(pages(), file))));
    await until(() => plain("fr/index.html").includes("Refused"));
  });

  test("has nothing of a network that is no longer declared, once that is known", async () => {
    await get("/networks/other?window=7d");
    const file = path.join(pages(), "networks/other/index.window=7d.html");
    await until(() => existsSync(file));
    await siteOf(server).send("DELETE", "/api/v1/networks/other", undefined);
    await until(() => !existsSync(path.join(pages(), "networks/other")));
  });
});

describe("after the machine was lost, with its database", () => {
  beforeAll(async () => {
    await get(`/incidents/${slug}`);
    await get("/incidents/none");
    await until(() => existsSync(path.join(pages(), `incidents/${slug}/index.html`)));
    await until(async () => {
      told = { version: await versionNow(), page: (await get("/")).text };
      return told.page.includes("Refused") && plain("index.html").includes("Refused");
    });
    await sleep(500);
    await server.kill();
    renameSync(database(), `${database()}.away`);
    for (const more of ["-wal", "-shm"]) {
      if (existsSync(database() + more)) renameSync(database() + more, `${database()}.away${more}`);
    }
    server = await startServer({ env, dataDir, isFrontEnough: true });
  }, 120_000);

  test("the front serves what was kept at once, with the headers that belong to it", async () => {
    const { status, headers, text } = await get("/");
    expect(status).toBe(200);
    expect(text).toContain("Refused");
    expect(headers.get("content-security-policy")).toMatch(/script-src 'self' 'sha256-/);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect((await get("/incidents/none")).status).toBe(404);
    expect((await get(`/incidents/${slug}`)).text).toContain(SECRET);
  });

  test("the bytes are stale once nobody has vouched for them for long, under other ETags", async () => {
    await until(async () => (await freshness()) === "stale");
    const { headers, text } = await get("/api/v1/status");
    expect(JSON.parse(text)).toMatchObject({ freshness: "stale", version: told.version });
    const etag = String(headers.get("etag"));
    expect((await get("/api/v1/status", { "If-None-Match": etag })).status).toBe(304);
  });

  test("the application begins no empty database, and says once what is wrong and what to do", async () => {
    await until(() => server.logs().includes("Put the file back"));
    await sleep(2_500);
    expect(existsSync(database())).toBe(false);
    const [sentences] = [server.logs().match(/Put the file back/g)];
    expect(sentences).toHaveLength(1);
    expect(server.logs()).toContain(database());
    expect(server.logs()).toContain(`delete ${pages()}`);
    const command = spawnSync(process.execPath, ["build/token.mjs", "--name", "late", "--scopes", "read"], {
      env: server.env,
      encoding: "utf8",
    });
    expect(command).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("Put the file back") });
    expect(existsSync(database())).toBe(false);
  });

  test("of what was not kept, readers of a page get one that says so in both languages, others a problem", async () => {
    const [page, api] = await Promise.all([get("/fr/address/192.0.2.1"), get("/api/v1/addresses/192.0.2.1")]);
    expect(page.status).toBe(503);
    expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).toMatch(/<html lang="fr".*<h1>Cette page.*<h2>This page/s);
    expect(api.status).toBe(503);
    expect(JSON.parse(api.text)).toMatchObject({ code: "unavailable" });
  }, 60_000);

  test("all is live again when a backup is put in its place, and no version is told twice", async () => {
    copyFileSync(`${database()}.away`, database());
    if (existsSync(`${database()}.away-wal`)) copyFileSync(`${database()}.away-wal`, `${database()}-wal`);
    await until(async () => (await freshness()) === "fresh");
    await until(async () => (await get("/readyz")).status === 200);
    expect(await versionNow()).toBeGreaterThanOrEqual(told.version);
  }, 90_000);

  test("what is blackened leaves the disk, and what nobody has read since is made again without it", async () => {
    expect(holding(SECRET).length).toBeGreaterThan(0);
    const [update] = JSON.parse((await get(`/api/v1/incidents/${slug}`)).text).updates;
    const where = `/api/v1/incidents/${slug}/updates/${update.id}/redactions`;
    await siteOf(server).send("POST", where, { text: SECRET, reason: "a password" });
    expect(holding(SECRET)).toEqual([]);
    await until(() => existsSync(path.join(pages(), `incidents/${slug}/index.html`)));
    expect(plain(`incidents/${slug}/index.html`)).toContain("█");
  }, 90_000);
});

test("a backup that is older goes on from the version that readers were told", async () => {
  const before = await versionNow();
  await server.kill();
  for (const more of ["", "-wal", "-shm"]) rmSync(database() + more, { force: true });
  await migrate(pathToFileURL(database()).href);
  server = await startServer({ env, dataDir });
  await until(async () => (await versionNow()) > before);
  await until(() => !existsSync(path.join(pages(), "networks/main")));
}, 120_000);
