import type { Logger } from "pino";
import { pino } from "pino";
import type { Clock } from "./clock";
import { ReplayClock, systemClock } from "./clock";
import type { Database } from "./db";
import { openDatabase } from "./db";
import type { Settings } from "./env";
import { settings } from "./env";
import type { NextChange } from "./version";

/** What one process keeps in mind. It hangs on the context because Next loads modules more than once. */
export interface Memory {
  nextChange: NextChange | null;
  /** A move of the version by time alone that is under way. */
  advancing: Promise<number> | null;
}

/** What use cases need of the world. There is one in a process. */
export interface Context {
  readonly settings: Settings;
  readonly db: Database;
  /** The time of the rules: real, or that of a replay. */
  readonly clock: Clock;
  readonly log: Logger;
  readonly memory: Memory;
}

/** Opens what the settings name. The database is first touched by the first query, and must be migrated by then. */
export function openContext(chosen: Settings, { clock = clockOf(chosen) }: { readonly clock?: Clock } = {}): Context {
  return {
    settings: chosen,
    db: openDatabase(chosen.databaseUrl),
    clock,
    log: pino({ level: chosen.logLevel }),
    memory: { nextChange: null, advancing: null },
  };
}

/** Waits for the transaction under way and closes the database. */
export async function closeContext(context: Context): Promise<void> {
  await context.db.$disconnect();
}

const place = Symbol.for("vigie.context");

/** The context of this process, from the environment: one, whichever copy of this module asks. */
export function currentContext(): Context {
  const home: typeof globalThis & { [place]?: Context } = globalThis;
  home[place] ??= openContext(settings());
  return home[place];
}

function clockOf({ replay }: Settings): Clock {
  return replay === null ? systemClock : new ReplayClock(replay.from, replay.speed);
}
