import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Database } from "@/server/db";
import { openDatabase } from "@/server/db";
import { migrate } from "@/server/migrate";
import { temporaryFolder } from "@/tests/support/databases";
import { findDrift } from "@/tests/support/schema-drift";

const OURS = path.resolve("prisma/migrations/sqlite");

/** A folder with our own migrations and room for more, and the URL of a database that is not there yet. */
function makeNewer() {
  const root = temporaryFolder();
  const folder = path.join(root, "migrations");
  cpSync(OURS, folder, { recursive: true });
  const url = pathToFileURL(path.join(root, "new", "folder", "vigie.db")).href;
  const add = (name: string, sql: string) => {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, "migration.sql"), sql);
  };
  return { root, folder, url, add };
}

function open(url: string): Database {
  const db = openDatabase(url);
  onTestFinished(() => db.$disconnect());
  return db;
}

describe("migrations", () => {
  it("make the file and its folder, and do nothing twice", async () => {
    const { url, folder } = makeNewer();
    expect(await migrate(url, folder)).toEqual(["0001_init", "0002_desk", "0003_shown_from", "0004_said_revision"]);
    expect(await migrate(url, folder)).toEqual([]);
    expect(await open(url).state.findMany()).toMatchObject([{ id: 1, version: 0n }]);
  });

  it("bring the database to what prisma/schema.prisma says", async () => {
    const { url, folder } = makeNewer();
    await migrate(url, folder);
    expect(await findDrift(url)).toBeNull();
  });

  it.each([
    ["an index was dropped", 'DROP INDEX "Event_at_seq_idx"'],
    ["a column was added", 'ALTER TABLE "Source" ADD COLUMN "colour" TEXT'],
    ["a table is there too many", 'CREATE TABLE "Stray" ("id" INTEGER PRIMARY KEY)'],
  ])("are seen to differ from the schema when %s", async (_, sql) => {
    const { url, folder } = makeNewer();
    await migrate(url, folder);
    await open(url).$executeRawUnsafe(sql);
    expect(await findDrift(url)).not.toBeNull();
  });

  it("open what an older version wrote, with all that is in it, also while an older process has it open", async () => {
    const { url, folder, add } = makeNewer();
    await migrate(url, folder);
    const older = open(url);
    await older.probe.create({ data: { name: "of old" } });
    add("0005_colour", `ALTER TABLE "Probe" ADD COLUMN "colour" TEXT; UPDATE "Probe" SET "colour" = 'grey; ;';`);
    add("0006_more", 'CREATE TABLE "More" ("id" INTEGER PRIMARY KEY)');
    expect(await migrate(url, folder)).toEqual(["0005_colour", "0006_more"]);
    expect(await open(url).$queryRawUnsafe('SELECT "name", "colour" FROM "Probe"')).toEqual([
      { name: "of old", colour: "grey; ;" },
    ]);
    expect((await older.probe.findMany()).length).toBe(1);
  });

  it("are refused, with their name, when one was edited after it ran", async () => {
    const { url, folder, add } = makeNewer();
    add("0005_more", 'CREATE TABLE "More" ("id" INTEGER PRIMARY KEY)');
    await migrate(url, folder);
    add("0005_more", 'CREATE TABLE "More" ("id" TEXT PRIMARY KEY)');
    add("0006_last", 'CREATE TABLE "Last" ("id" INTEGER PRIMARY KEY)');
    await expect(migrate(url, folder)).rejects.toThrow(/0005_more was edited/);
    await expect(open(url).$queryRawUnsafe('SELECT * FROM "Last"')).rejects.toThrow();
  });

  it("are refused, with their name, when a newer version made them", async () => {
    const { url, folder, add } = makeNewer();
    add("0005_newer", 'CREATE TABLE "Newer" ("id" INTEGER PRIMARY KEY)');
    await migrate(url, folder);
    await expect(migrate(url, OURS)).rejects.toThrow(/newer version of Vigie: it has 0005_newer/);
  });

  it("leave nothing of one that fails, keep those before it, and go on once it is mended", async () => {
    const { url, folder, add } = makeNewer();
    add("0005_broken", 'CREATE TABLE "Half" ("id" INTEGER PRIMARY KEY); NONSENSE;');
    await expect(migrate(url, folder)).rejects.toThrow();
    await expect(open(url).$queryRawUnsafe('SELECT * FROM "Half"')).rejects.toThrow();
    add("0005_broken", 'CREATE TABLE "Half" ("id" INTEGER PRIMARY KEY);');
    expect(await migrate(url, folder)).toEqual(["0005_broken"]);
  });

  it("run once when several processes begin at the same time", async () => {
    const { url, folder } = makeNewer();
    const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
    expect(applied.flat()).toEqual(["0001_init", "0002_desk", "0003_shown_from", "0004_said_revision"]);
  });

  it("refuse a URL that names no file", async () => {
    await expect(migrate("postgresql://localhost/vigie")).rejects.toThrow(/names none/);
  });
});
