import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { databaseProblem, isBusy } from "@/server/database/faults";
import { statement } from "@/server/database/immediate-transaction";
import { databaseFile } from "@/server/database/url";

const PATIENCE_MS = 10_000;
const RETRY_MS = 50;

const LEDGER =
  'CREATE TABLE IF NOT EXISTS "_migrations" ("name" TEXT NOT NULL PRIMARY KEY, "checksum" TEXT NOT NULL, "appliedAt" BIGINT NOT NULL)';

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Brings the database behind `url` to the schema of this version, making the file and its folder where they are missing.
 * Returns the names of what it applied, in order; nothing is done twice, also not by two processes at once.
 * Each migration is one transaction. Throws, having changed nothing, where the database has a migration that this version does
 * not know (it is of a newer one) or one whose text was edited after it ran, and as `databaseProblem` says.
 */
export async function migrate(url: string, folder = migrationsFolder()): Promise<string[]> {
  const file = databaseFile(url);
  if (file === null) throw new Error(`Only databases in a file can be migrated, and ${url} names none.`);
  mkdirSync(path.dirname(file), { recursive: true });
  const known = readMigrations(folder);
  const adapter = await new PrismaLibSql({ url: pathToFileURL(file).href }).connect();
  try {
    return await patiently(() => applyMissing(adapter, known));
  } finally {
    await adapter.dispose();
  }
}

/** Whether there is a database behind `url` that was ever migrated. One that cannot be read counts as one. */
export async function isBegun(url: string): Promise<boolean> {
  const file = databaseFile(url);
  if (file === null || !existsSync(file)) return false;
  const adapter = await new PrismaLibSql({ url: pathToFileURL(file).href }).connect();
  try {
    const { rows } = await adapter.queryRaw(statement("SELECT 1 FROM sqlite_master WHERE name = '_migrations'"));
    return rows.length > 0;
  } catch {
    return true;
  } finally {
    await adapter.dispose();
  }
}

/** prisma/migrations/sqlite of the working directory. */
function migrationsFolder(): string {
  return path.join(process.cwd(), "prisma", "migrations", "sqlite");
}

async function applyMissing(adapter: SqlDriverAdapter, known: readonly Migration[]): Promise<string[]> {
  await adapter.executeRaw(statement("PRAGMA busy_timeout=0"));
  await adapter.executeRaw(statement("PRAGMA foreign_keys=OFF"));
  await adapter.executeScript(LEDGER);
  const applied: string[] = [];
  for (let next = await findMissing(adapter, known); next !== null; next = await findMissing(adapter, known)) {
    if (await apply(adapter, next)) applied.push(next.name);
  }
  return applied;
}

async function findMissing(adapter: SqlDriverAdapter, known: readonly Migration[]): Promise<Migration | null> {
  const { rows } = await adapter.queryRaw(statement('SELECT "name", "checksum" FROM "_migrations"'));
  const done = new Map(rows.map(([name, checksum]) => [String(name), String(checksum)]));
  for (const { name, checksum } of known) {
    const ran = done.get(name);
    if (ran !== undefined && ran !== checksum) {
      throw new Error(`The migration ${name} was edited after it had run on this database. Put its text back.`);
    }
    done.delete(name);
  }
  const unknown = [...done.keys()].sort();
  if (unknown.length > 0) {
    throw new Error(`This database belongs to a newer version of Vigie: it has ${unknown.join(", ")}, unknown here.`);
  }
  return known.find(({ name }) => !rows.some((row) => row[0] === name)) ?? null;
}

/** False: another process was faster. The line of the ledger comes first, so that the slower one runs nothing. */
async function apply(adapter: SqlDriverAdapter, { name, sql, checksum }: Migration): Promise<boolean> {
  const line = `INSERT INTO "_migrations" VALUES ('${name}', '${checksum}', ${Date.now()});`;
  try {
    // The driver runs a script whole, in one call, and rolls an open transaction back where it fails.
    await adapter.executeScript(`BEGIN EXCLUSIVE;\n${line}\n${sql}\n;COMMIT;`);
    return true;
  } catch (error) {
    const { rows } = await adapter.queryRaw(statement(`SELECT 1 FROM "_migrations" WHERE "name" = '${name}'`));
    if (rows.length > 0) return false;
    throw error;
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function patiently<T>(step: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw databaseProblem(error) ?? error;
    }
    await sleep(RETRY_MS);
  }
}
