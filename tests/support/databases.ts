import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import type { Instant } from "@/domain/instant";
import type { Context } from "@/server/context";
import { closeContext, openContext } from "@/server/context";
import { parseSettings } from "@/server/env";
import { migrate } from "@/server/migrate";

/** A clock that moves when a test says so. */
export class TestClock {
  #now: Instant;

  constructor(now: Instant) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  set(now: Instant): void {
    this.#now = now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

export interface TestContext extends Context {
  readonly clock: TestClock;
}

interface Options {
  readonly now?: Instant;
  /** Environment variables beside the defaults of tests. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A database that suites run over: `describe.each(databases)("… on $name", (database) => …)`. */
interface TestDatabase {
  readonly name: string;
  /** The URL of a new database, migrated and empty, gone when the test is over. */
  url(): Promise<string>;
  /** A context on a database of its own, at 2026-03-10T12:00:00Z unless told. */
  openContext(options?: Options): Promise<TestContext>;
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "vigie-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const NOW = Date.parse("2026-03-10T12:00:00Z");

const sqlite: TestDatabase = {
  name: "SQLite",
  async url() {
    const file = path.join(temporaryFolder(), "vigie.db");
    copyFileSync(await template(), file);
    return pathToFileURL(file).href;
  },
  async openContext({ now = NOW, environment = {} } = {}) {
    const url = await this.url();
    const settings = parseSettings({
      TIME_ZONE: "Europe/Paris",
      LOG_LEVEL: "silent",
      ...environment,
      DATABASE_URL: url,
    });
    const clock = new TestClock(now);
    const context = openContext(settings, { clock });
    onTestFinished(() => closeContext(context));
    return Object.assign(context, { clock });
  },
};

export const databases: readonly TestDatabase[] = [sqlite];

let migrated: Promise<string> | undefined;

/** One migrated file per process of tests, copied for each of them. */
function template(): Promise<string> {
  migrated ??= makeTemplate();
  return migrated;
}

async function makeTemplate(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigie-template-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, "vigie.db");
  await migrate(pathToFileURL(file).href);
  return file;
}
