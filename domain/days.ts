import type { Instant, Window } from "./instant";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./instant";

/**
 * A day of a zone lasts from the first instant at which clocks there show its date, or a later one, to the same of the
 * next date: 23 or 25 hours where clocks are put forward or back, and a date that the zone skipped is no day.
 * @returns the start of the day that contains `at`
 * @throws RangeError where the platform knows no such zone
 */
export function dayStart(at: Instant, zone: string): Instant {
  const date = dateAt(at, zone);
  // Where clocks are put back over midnight they show a date, then for a while the one before.
  const next = startOfDate(date + 1, zone);
  return next <= at ? next : startOfDate(date, zone);
}

/** The start of the day after the one that starts at `start`. */
export function nextDay(start: Instant, zone: string): Instant {
  return nextDays(start, zone);
}

const nextDays = remembered((start, zone) => startOfDate(dateAt(start, zone) + 1, zone));

/** The days that the window touches, whole, ascending: the first may begin before it, the last end after it. */
export function daysBetween(window: Window, zone: string): Window[] {
  const days: Window[] = [];
  let from = dayStart(window.from, zone);
  while (from < window.to) {
    const to = nextDay(from, zone);
    days.push({ from, to });
    from = to;
  }
  return days;
}

/** The date that clocks in the zone show, in days since 1 January 1970. */
export function dateAt(at: Instant, zone: string): number {
  return Math.floor((at + offsetMs(at, zone)) / DAY_MS);
}

/** The first instant at which clocks in the zone show this date or a later one, in days since 1 January 1970. */
export function startOfDate(date: number, zone: string): Instant {
  return startsOfDates(date, zone);
}

const startsOfDates = remembered((date, zone) => {
  const midnight = date * DAY_MS;
  // No zone was ever a day apart from UTC, so the offsets of a day before and after are those around the instant sought.
  const a = midnight - offsetMs(midnight - DAY_MS, zone);
  const b = midnight - offsetMs(midnight + DAY_MS, zone);
  const [earlier, later] = a < b ? [a, b] : [b, a];
  const isMidnight = (at: Instant) => at + offsetMs(at, zone) === midnight;
  if (isMidnight(earlier)) return earlier;
  return isMidnight(later) ? later : leapOver(midnight, { from: earlier, to: later }, zone);
});

/** So many answers are remembered; then all are let go. */
const MOST_REMEMBERED = 20_000;

/** The platform takes its time over zones, and a page asks for the same ninety days again and again. */
function remembered(find: (of: number, zone: string) => Instant): typeof find {
  const known = new Map<string, Instant>();
  return (of, zone) => {
    const key = `${zone} ${of}`;
    const answer = known.get(key) ?? find(of, zone);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, answer);
    return answer;
  };
}

/** Clocks were put forward over this midnight: the instant in `window` at which they leap. */
function leapOver(midnight: number, window: Window, zone: string): Instant {
  let { from: before, to: after } = window;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetMs(middle, zone) < midnight) before = middle;
    else after = middle;
  }
  return after;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far clocks in the zone are ahead of UTC. @throws RangeError where the platform knows no such zone */
export function offsetMs(at: Instant, zone: string): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  formats.set(zone, format);
  const [, sign, hours, minutes, seconds] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(at)) ?? [];
  const size = Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS + Number(seconds ?? 0) * SECOND_MS;
  return sign === "-" ? -size : size;
}
