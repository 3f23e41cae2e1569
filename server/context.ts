import type { Logger } from "pino";
import { pino } from "pino";
import type { Instant } from "@/domain/instant";
import type { Clock } from "./clock";
import { ReplayClock, systemClock } from "./clock";
import type { Database } from "./db";
import { openDatabase } from "./db";
import type { Settings } from "./env";
import { settings } from "./env";

/** The present as it is at `version` changes by time alone at `dueAt` (null: it does not). */
export interface NextChange {
  readonly version: number;
  readonly dueAt: Instant | null;
}

/** What was worked out before `sinceMs`, on a clock that never jumps, is out of date, though the version is still this one. */
export interface Overdue {
  readonly version: number;
  readonly sinceMs: number;
}

/** What one process keeps in mind. It hangs on the context because Next loads modules more than once. */
export interface Memory {
  nextChange: NextChange | null;
  /** A move of the version by time alone that is under way. */
  advancing: Promise<number> | null;
  /** A change by time alone has come, and the version could not be moved; null: none. */
  overdue: Overdue | null;
  settings: LiveSettings;
  /** Called when this process learns of a version, whoever made it. */
  onVersion: () => void;
}

/** What the environment says, and what staff saved over it, as it was at a version of the database. */
export interface LiveSettings {
  readonly environment: Settings;
  readonly current: Settings;
  readonly pageJson: string | null;
  readonly version: bigint;
  /** Nothing that was made of an earlier version may be shown any more. */
  readonly shownFrom: bigint;
  /** While it stands still, nobody has declared, written or set anything: see `keptWhileSaid`. */
  readonly saidRevision: bigint;
}

/** A replay's clock, and what its player and its visitors tell each other through it. */
export interface Replay {
  readonly clock: ReplayClock;
  /** Whether a page was opened since the server started. */
  opened: boolean;
  /** Where a visitor asked to be brought to; null once there. */
  goTo: Instant | null;
  /** What the page offers to go to, ascending. */
  marks: readonly Instant[];
  /** Where the story ends; null: nobody has said. */
  to: Instant | null;
}

/** What use cases need of the world. There is one in a process. */
export interface Context {
  /**
   * What holds now: what staff saved, else what the environment says. It is another object after a save, whichever process
   * made it, as soon as this one has looked at the version: who needs one state of it throughout takes it once.
   */
  readonly settings: Settings;
  readonly db: Database;
  /** The time of the rules: real, or that of a replay. */
  readonly clock: Clock;
  /** Where the clock is that of a replay: its steering. */
  readonly replay: Replay | null;
  readonly log: Logger;
  readonly memory: Memory;
}

/** Opens what the settings name. The database is first touched by the first query, and must be migrated by then. */
export function openContext(chosen: Settings, { clock }: { readonly clock?: Clock } = {}): Context {
  const replay = replayOf(chosen);
  const unread = { pageJson: null, version: -1n, shownFrom: 0n, saidRevision: -1n };
  const settings = { environment: chosen, current: chosen, ...unread };
  const memory: Memory = { nextChange: null, advancing: null, overdue: null, settings, onVersion: () => undefined };
  return {
    get settings() {
      return memory.settings.current;
    },
    db: openDatabase(chosen.databaseUrl),
    clock: clock ?? replay?.clock ?? systemClock,
    replay,
    log: pino({ level: chosen.logLevel }),
    memory,
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

function replayOf({ replay }: Settings): Replay | null {
  if (replay === null) return null;
  return { clock: new ReplayClock(replay.from, replay.speed), opened: false, goTo: null, marks: [], to: null };
}
