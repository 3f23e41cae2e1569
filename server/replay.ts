import type { ReplayAnswer, ReplayBody } from "@/domain/contract/replay";
import { formatInstant } from "@/domain/instant";
import { formats } from "@/server/words/formats";
import { change } from "./change";
import type { Context, Replay } from "./context";
import { Problem } from "./problem";

/** Seen from here every instant is told with its day and year. */
const LONG_AGO = 0;

/** Children before what they refer to. Accounts, sessions and tokens stay, and the one row of the version and settings. */
const TABLES = [
  "Draft",
  "Image",
  "ManualCheck",
  "RemovalRequest",
  "Redaction",
  "Revision",
  "Update",
  "_IncidentToNetwork",
  "_IncidentToSource",
  "Incident",
  "IdempotentAnswer",
  "AuditEntry",
  "Day",
  "Round",
  "Unknown",
  "Scope",
  "Probe",
  "Block",
  "Event",
  "Membership",
  "Address",
  "NetworkSetting",
  "SourceSetting",
  "Network",
  "Source",
];

/** How the replay stands, its time worded in `lang` (null: the site's). Throws 404 `not_found` where the server runs on real time. */
export function getReplay(context: Context, lang: string | null = null): ReplayAnswer {
  const replay = replayOf(context);
  const { now, speed, paused, until } = replay.clock.state();
  const format = formats(lang ?? context.settings.locale, context.settings.timeZone);
  return {
    now: formatInstant(now),
    speed,
    paused,
    until: until === null ? null : formatInstant(until),
    from: formatInstant(replay.clock.from),
    to: replay.to === null ? null : formatInstant(replay.to),
    goTo: replay.goTo === null ? null : formatInstant(replay.goTo),
    marks: replay.marks.map(formatInstant),
    opened: replay.opened,
    words: { now: format.moment(now, LONG_AGO), marks: replay.marks.map(format.shortDate) },
  };
}

/**
 * Steers the replay and answers how it then stands. `reset` first empties the database in one transaction, so that nobody
 * sees half of it, and sets the clock back; the version goes on. Throws 404 `not_found` where the server runs on real
 * time, 503 as the database says.
 */
export async function steerReplay(
  context: Context,
  wanted: ReplayBody,
  lang: string | null = null,
): Promise<ReplayAnswer> {
  const replay = replayOf(context);
  if (wanted.reset) {
    await change(context, async (tx) => {
      for (const table of TABLES) await tx.$executeRawUnsafe(`DELETE FROM "${table}"`);
      // What of the story somebody had seen, they have not yet when it is told anew.
      await tx.staff.updateMany({ data: { boardSeenAt: null } });
      await tx.state.update({ where: { id: 1 }, data: { pastRevision: { increment: 1 } } });
      return { result: null, changed: true };
    });
  }
  replay.clock.set(wanted);
  if (wanted.goTo !== undefined) replay.goTo = wanted.goTo;
  if (wanted.marks !== undefined) replay.marks = [...wanted.marks].sort((a, b) => a - b);
  if (wanted.to !== undefined) replay.to = wanted.to;
  return getReplay(context, lang);
}

/** Tells the player that somebody is looking. Nothing where the server runs on real time. */
export function noteReader(context: Context): void {
  if (context.replay) context.replay.opened = true;
}

function replayOf(context: Context): Replay {
  if (context.replay) return context.replay;
  throw new Problem(404, "not_found", "This server runs on real time; a replay is started with REPLAY_FROM.");
}
