import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LastGood } from "@/front/last-good/last-good";
import type { Place } from "@/front/memory/places";

const listing = {
  languages: { all: ["en", "fr"], offered: ["en", "fr"], own: "en" },
  networks: ["main"],
  sources: [],
  incidents: [],
};
const database = "/var/lib/vigie.db";
const home: Place = { name: "/", url: "/", lang: null };
const main: Place = { name: "/fr/networks/main", url: "/networks/main", lang: "fr" };
const gone: Place = { name: "/networks/-", url: "/networks/-", lang: null };
const page = (text: string, policy = "script-src 'sha256-x'", status = 200) => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  body: Buffer.from(`<html data-freshness="fresh">${text}`),
});

let dataDir: string;
let folder: string;
const logged: { level: number; msg: string }[] = [];
const log = pino({}, { write: (line) => logged.push(JSON.parse(line)) });

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "vigie-"));
  folder = path.join(dataDir, "pages");
  logged.length = 0;
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const lastGood = (options = {}) => new LastGood({ folder, database, log, onAllRemade: () => undefined, ...options });
const vouch = (kept: LastGood) => kept.vouch({ version: 7, shownFrom: 0, holdsMs: 1_000, listing: null }, listing);
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
const readPages = () => files().filter((file) => !file.startsWith(".kept"));
const anywhere = (text: string) =>
  files().filter((file) => readFileSync(path.join(folder, file), "latin1").includes(text));

async function keepTwo(): Promise<void> {
  const kept = lastGood();
  await kept.open();
  kept.keep(home, page("home"), 7);
  kept.keep(main, page("réseau"), 6);
  kept.keep(gone, page("none", "", 404), 7);
  vouch(kept);
  await kept.close();
}

describe("what was kept", () => {
  test("is there for the next process, as it was, with what was last vouched for and when", async () => {
    const before = Date.now();
    await keepTwo();
    const outlived = await lastGood().open();
    expect(outlived?.vouched).toMatchObject({ version: 7, listing });
    expect(outlived?.vouched.vouchedAt).toBeGreaterThanOrEqual(before);
    const pages = new Map(outlived?.pages.map((kept) => [kept.place.name, kept]));
    expect(pages.get("/")).toEqual({ place: home, answer: page("home"), version: 7 });
    expect(pages.get("/fr/networks/main")).toEqual({ place: main, answer: page("réseau"), version: 6 });
    expect(pages.get("/networks/-")).toEqual({ place: gone, answer: page("none", "", 404), version: 7 });
  });

  test("lies marked stale where any web server finds it: nobody vouches for it there", async () => {
    await keepTwo();
    expect(readPages().sort()).toEqual(["fr/networks/main/index.html", "index.html"]);
    expect(readFileSync(path.join(folder, "index.html"), "utf8")).toBe('<html data-freshness="stale">home');
  });

  test("is dropped where the body is not the one that its headers belong to, or is cut short, or its note is nonsense", async () => {
    await keepTwo();
    writeFileSync(path.join(folder, "index.html"), '<html data-freshness="stale">another body');
    expect((await lastGood().open())?.pages.map(({ place }) => place.name).sort()).toEqual([
      "/fr/networks/main",
      "/networks/-",
    ]);
    expect(readPages()).toEqual(["fr/networks/main/index.html"]);
    writeFileSync(path.join(folder, "fr/networks/main/index.html"), "<ht");
    for (const name of readdirSync(path.join(folder, ".kept/bodies")))
      writeFileSync(path.join(folder, ".kept/bodies", name), "");
    expect((await lastGood().open())?.pages).toEqual([]);
    writeFileSync(path.join(folder, ".kept/vouched.json"), "{");
    expect(await lastGood().open()).toBeNull();
    expect(readPages()).toEqual([]);
  });

  test("is nothing to a process with another database, and leaves the disk", async () => {
    await keepTwo();
    expect(await lastGood({ database: "/var/lib/other.db" }).open()).toBeNull();
    expect(anywhere("home")).toEqual([]);
  });

  test("takes no file from outside the folder, whatever a note says", async () => {
    await keepTwo();
    writeFileSync(path.join(dataDir, "secret"), "secret");
    const notes = path.join(folder, ".kept", "notes");
    for (const name of readdirSync(notes)) {
      const note = JSON.parse(readFileSync(path.join(notes, name), "utf8"));
      writeFileSync(path.join(notes, name), JSON.stringify({ ...note, place: { ...note.place, name: "/../secret" } }));
    }
    expect((await lastGood().open())?.pages).toEqual([]);
  });
});

describe("what is withdrawn", () => {
  test("is gone from the disk before anything else happens, with what was about to be written, and nothing else is", async () => {
    await keepTwo();
    const kept = lastGood();
    await kept.open();
    kept.keep(main, page("about to be written"), 6);
    kept.withdraw(7);
    expect(anywhere("réseau")).toEqual([]);
    expect(readPages()).toEqual(["index.html"]);
    await kept.close();
    expect(readPages()).toEqual(["index.html"]);
    expect(anywhere("about to be written")).toEqual([]);
  });

  test("is gone in the end at whatever step of its writing that comes", async () => {
    mkdirSync(folder);
    const kept = lastGood();
    await kept.open();
    for (let steps = 0; steps < 60; steps += 1) {
      kept.keep(home, page("secret"), steps);
      const closed = kept.close();
      for (let step = 0; step < steps; step += 1) await new Promise(setImmediate);
      kept.withdraw(steps + 1);
      await closed;
      await vi.waitFor(() => expect(anywhere("secret")).toEqual([]), { interval: 5 });
    }
  });

  test("is nothing to the next process, though the disk brings it back", async () => {
    await keepTwo();
    const copy = path.join(dataDir, "copy");
    cpSync(folder, copy, { recursive: true });
    const kept = lastGood();
    await kept.open();
    kept.withdraw(7);
    await kept.close();
    cpSync(copy, folder, { recursive: true, filter: (file) => !file.endsWith("vouched.json") });
    const outlived = await lastGood().open();
    expect(outlived?.vouched.shownFrom).toBe(7);
    expect(outlived?.pages.map(({ place }) => place.name).sort()).toEqual(["/", "/networks/-"]);
    expect(anywhere("réseau")).toEqual([]);
  });

  test("leaves a disk that takes nothing", async () => {
    await keepTwo();
    const kept = lastGood();
    await kept.open();
    writeFileSync(path.join(folder, ".kept", "half-written"), "");
    kept.withdraw(7);
    expect(anywhere("réseau")).toEqual([]);
    expect(logged.map(({ level }) => level)).toEqual([40]);
    rmSync(path.join(folder, ".kept", "half-written"));
    await kept.close();
  });

  test("is no more than a database of before it says, which was put back", async () => {
    const kept = lastGood();
    await kept.open();
    kept.withdraw(50);
    vouch(kept);
    kept.keep(home, page("home"), 7);
    await kept.close();
    expect(readPages()).toEqual(["index.html"]);
  });
});

describe("what is replaced or dropped", () => {
  test("is nowhere on the disk any more, nor is its empty folder", async () => {
    await keepTwo();
    const kept = lastGood();
    await kept.open();
    kept.keep(home, page("█"), 8);
    kept.keep(main, page("not found", "", 404), 8);
    kept.drop(gone);
    await kept.close();
    expect([...anywhere("home"), ...anywhere("réseau"), ...anywhere("none")]).toEqual([]);
    expect(readPages()).toEqual(["index.html"]);
    expect(readdirSync(folder).sort()).toEqual([".kept", "index.html"]);
  });

  test("tells once that nothing is of an earlier process any more", async () => {
    await keepTwo();
    const onAllRemade = vi.fn();
    const kept = lastGood({ onAllRemade });
    await kept.open();
    kept.keep(home, page("home"), 8);
    kept.keep(main, page("réseau"), 8);
    await kept.close();
    expect(onAllRemade).not.toHaveBeenCalled();
    kept.drop(gone);
    await kept.close();
    expect(onAllRemade).toHaveBeenCalledOnce();
  });

  test("is of many answers to one place the latest alone that is written", async () => {
    const kept = lastGood();
    await kept.open();
    for (let version = 1; version <= 500; version += 1) kept.keep(home, page(`version ${version}`), version);
    vouch(kept);
    await kept.close();
    expect((await lastGood().open())?.pages).toEqual([{ place: home, answer: page("version 500"), version: 500 }]);
    expect(files().length).toBe(3);
  });
});

test("a disk that takes nothing is told once, and what it missed is written once it takes again", async () => {
  writeFileSync(folder, "a file where the folder should be");
  const kept = lastGood();
  await kept.open();
  logged.length = 0;
  for (const text of ["one", "two", "three"]) {
    kept.keep(home, page(text), 1);
    vouch(kept);
    await kept.close();
  }
  expect(logged.map(({ level }) => level)).toEqual([40]);
  rmSync(folder);
  await kept.close();
  expect(readFileSync(path.join(folder, "index.html"), "utf8")).toContain("three");
  expect(logged.map(({ level }) => level)).toEqual([40, 30]);
});

test("old bytes leave a disk that does not take the new ones", async () => {
  await keepTwo();
  const kept = lastGood();
  await kept.open();
  // A folder where the half-written file would lie: writing fails, removing does not.
  writeFileSync(path.join(folder, ".kept", "half-written"), "");
  kept.keep(home, page("█"), 8);
  await kept.close();
  expect(anywhere("home")).toEqual([]);
});

test("a folder that somebody removed comes back whole with what is made next", async () => {
  await keepTwo();
  const kept = lastGood();
  await kept.open();
  rmSync(folder, { recursive: true });
  kept.keep(home, page("home"), 7);
  await kept.close();
  expect(readPages()).toEqual(["index.html"]);
});

test("files of others in a folder that is not known to be ours are left alone", async () => {
  mkdirSync(folder);
  writeFileSync(path.join(folder, "somebody-elses"), "");
  await lastGood().open();
  expect(statSync(path.join(folder, "somebody-elses")).isFile()).toBe(true);
});
