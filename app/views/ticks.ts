import { dayStart, nextDay } from "@/domain/days";
import type { Instant, Window } from "@/domain/instant";
import { DAY_MS, HOUR_MS } from "@/domain/instant";
import type { Words } from "./words";

interface Tick {
  readonly at: Instant;
  readonly text: string;
  /** Not written on a phone. */
  readonly isMinor: boolean;
}

const MOST = 8;
const hourSteps = [1, 2, 3, 6].map((hours) => hours * HOUR_MS);
const daySteps = [1, 2, 7, 14, 30, 91, 182, 365];

/** Where the axis of a window is marked: hours up to two days, else days of the page's zone; about eight marks. */
export function ticksOf(window: Window, words: Words): Tick[] {
  const lengthMs = window.to - window.from;
  const instants = lengthMs <= 2 * DAY_MS ? hours(window, words) : days(window, words);
  // The last one would have no room for its words.
  const roomMs = lengthMs / 14;
  const isShort = lengthMs <= 10 * DAY_MS;
  return instants
    .map((at, index) => ({
      at,
      text: lengthMs <= 2 * DAY_MS ? words.f.hour(at) : isShort ? words.f.shortDay(at) : words.f.shortDate(at),
      isMinor: index % 2 === 1 || window.to - at < roomMs * 2,
    }))
    .filter(({ at }) => window.to - at > roomMs);
}

function hours({ from, to }: Window, { timeZone }: Words): Instant[] {
  const stepMs = hourSteps.find((step) => (to - from) / step <= MOST) ?? 6 * HOUR_MS;
  const found: Instant[] = [];
  for (let at = dayStart(from, timeZone); at < to; at += stepMs) if (at > from) found.push(at);
  return found;
}

function days({ from, to }: Window, { timeZone }: Words): Instant[] {
  const lengthDays = (to - from) / DAY_MS;
  const step = daySteps.find((days) => lengthDays / days <= MOST) ?? Math.ceil(lengthDays / MOST);
  const found: Instant[] = [];
  let count = 0;
  for (let at = nextDay(dayStart(from, timeZone), timeZone); at < to; at = nextDay(at, timeZone)) {
    if (count % step === 0) found.push(at);
    count += 1;
  }
  return found;
}
