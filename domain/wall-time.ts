import { offsetMs } from "./days";
import type { Instant } from "./instant";
import { DAY_MS, formatInstant } from "./instant";

const WALL = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;
const LENGTH = "2014-07-01T09:00".length;

/** What clocks in the zone show, to the minute, as in "2014-07-01T09:00". @throws RangeError for a zone that nobody knows */
export function wallTimeAt(at: Instant, zone: string): string {
  return formatInstant(at + offsetMs(at, zone)).slice(0, LENGTH);
}

/**
 * When clocks of a zone show a time: once; twice, where they are put back; never, where they are put forward over it, and then
 * `before` and `after` are the same time by the clocks of before and after, so that `after` shows an hour less and `before` one more.
 */
export type WallMoments =
  | { readonly kind: "once"; readonly at: Instant }
  | { readonly kind: "twice"; readonly earlier: Instant; readonly later: Instant }
  | { readonly kind: "never"; readonly before: Instant; readonly after: Instant };

/** @returns null where `wall` is no time, such as "2014-02-30T09:00" @throws RangeError for a zone that nobody knows */
export function momentsOf(wall: string, zone: string): WallMoments | null {
  const local = WALL.test(wall) ? Date.parse(`${wall}Z`) : Number.NaN;
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(local) || formatInstant(local).slice(0, LENGTH) !== wall) return null;
  // No zone was ever a day apart from UTC, so these are the offsets around the instant sought.
  const before = local - offsetMs(local - DAY_MS, zone);
  const after = local - offsetMs(local + DAY_MS, zone);
  const [earlier, later] = before < after ? [before, after] : [after, before];
  const isShown = (at: Instant) => at + offsetMs(at, zone) === local;
  if (earlier === later || !isShown(later))
    return isShown(earlier) ? { kind: "once", at: earlier } : { kind: "never", before, after };
  return isShown(earlier) ? { kind: "twice", earlier, later } : { kind: "once", at: later };
}

/** The first instant at which clocks show the time, or where they never do, the instant when they would without being put forward. */
export function firstMoment(wall: string, zone: string): Instant | null {
  const moments = momentsOf(wall, zone);
  if (moments === null) return null;
  if (moments.kind === "once") return moments.at;
  return moments.kind === "twice" ? moments.earlier : moments.before;
}
