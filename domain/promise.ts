import { dateAt } from "./days";
import type { Instant } from "./instant";
import { DAY_MS, formatInstant, HOUR_MS, parseInstant } from "./instant";
import { firstMoment } from "./wall-time";

/** When readers are told to hear next: nothing is said; so long after the posting; in the morning; or an instant of RFC 3339. */
export type Promised = "none" | "1h" | "2h" | "morning" | (string & {});

/** A morning nearer than this is no promise for the night. */
const NIGHT_MS = 4 * HOUR_MS;

/** The instant that is promised by who posts at `now`; null: none. */
export function promisedAt(promise: Promised, now: Instant, zone: string): Instant | null {
  if (promise === "none") return null;
  if (promise === "1h") return now + HOUR_MS;
  if (promise === "2h") return now + 2 * HOUR_MS;
  return promise === "morning" ? nextMorning(now, zone) : parseInstant(promise);
}

/** The next nine o'clock in the morning that is four hours off or more: at one at night that of this day. */
export function nextMorning(now: Instant, zone: string): Instant {
  for (let date = dateAt(now, zone); ; date++) {
    const nine = firstMoment(`${formatInstant(date * DAY_MS).slice(0, 10)}T09:00`, zone);
    if (nine !== null && nine >= now + NIGHT_MS) return nine;
  }
}
