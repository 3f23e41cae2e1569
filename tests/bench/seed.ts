import { parseArgs } from "node:util";
import type { Instant } from "@/domain/instant";
import { MINUTE_MS } from "@/domain/instant";
import { closeContext, openContext } from "@/server/context";
import { parseSettings } from "@/server/env";
import { migrate } from "@/server/migrate";
import { getStatus } from "@/server/status";
import { declareAll, fillRounds, openIncidents } from "./seed/declared";
import { fillEvents } from "./seed/events";
import type { Size } from "./seed/size";
import { fiveYears } from "./seed/size";

/**
 * `seed --database file:<new file> [--events 10000] [--incidents 40] [--until <instant>]`: five years of history that end at the
 * present minute (or `until`).
 */
export async function seedByCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      database: { type: "string" },
      events: { type: "string", default: "10000" },
      incidents: { type: "string", default: "40" },
      until: { type: "string", default: new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS).toISOString() },
    },
  });
  if (values.database === undefined) throw new Error("Say --database file:<a file that is not there yet>.");
  const size = fiveYears(Date.parse(values.until), Number(values.events), Number(values.incidents));
  const startedAt = performance.now();
  await seed(values.database, size, (done) => {
    process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${done}\n`);
  });
}

/**
 * Makes a database with a history of this size in a new file: declarations, incidents and the kinds of rounds by the product's
 * own writes, events, blocks and rounds by a few statements, and what the product keeps once it was read. The same size gives
 * the same history; ids that the product draws differ. `onStep` is told what has been done.
 */
export async function seed(
  databaseUrl: string,
  size: Size,
  onStep: (done: string) => void = () => undefined,
): Promise<void> {
  await migrate(databaseUrl);
  let now: Instant = size.from;
  const settings = parseSettings({ DATABASE_URL: databaseUrl, LOG_LEVEL: "silent" });
  const context = openContext(settings, { clock: { now: () => now } });
  const { db } = context;
  if ((await db.network.count()) > 0) throw new Error("The database is not empty: name a file that is not there yet.");
  // What is lost when the machine stops is made again.
  for (const pragma of ["journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"]) {
    await db.$queryRawUnsafe(`PRAGMA ${pragma}`);
  }
  await declareAll(context, size);
  onStep(`${size.networks} networks, ${size.sources} sources, ${size.addresses} addresses`);
  await openIncidents(context, size, (instant) => {
    now = instant;
  });
  onStep(`${size.incidents} incidents`);
  now = size.to;
  await fillRounds(context, size);
  onStep("rounds");
  await fillEvents(context, size);
  onStep(`${size.events} events and their blocks`);
  await db.state.update({ where: { id: 1 }, data: { version: { increment: 1 }, pastRevision: { increment: 1 } } });
  await db.$queryRawUnsafe("PRAGMA journal_mode=WAL");
  await getStatus(context, null);
  onStep("days that are over");
  await closeContext(context);
}
