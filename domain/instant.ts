/** Milliseconds since the Unix epoch, UTC. The only form of time inside Vigie; text and zones live at the edges. */
export type Instant = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** [from, to): `to` null means that it has not ended. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** Whether the interval contains the instant: its beginning does, its end does not. */
export function holdsAt({ from, to }: Interval, at: Instant): boolean {
  return from <= at && (to === null || at < to);
}

/** A bounded stretch of time, [from, to) with from < to. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** A value that holds from `from` until the next one. Lists are in ascending order, the first `from` is -Infinity. */
export interface Setting<T> {
  readonly from: Instant;
  readonly value: T;
}

/** In a query string an unencoded "+" arrives as a space, so a space stands for "+" in the offset. */
const RFC_3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:[Zz]|([+ -])(\d\d):(\d\d))$/;

/**
 * An RFC 3339 instant with any offset, cut (not rounded) to the millisecond. Leap seconds, 24:00 and days that no
 * calendar has are refused, and so is what falls outside the years 0000 to 9999 in UTC.
 * @returns null where the text is not such an instant
 */
export function parseInstant(text: string): Instant | null {
  if (text.length === OURS.length && text.endsWith("Z")) {
    const at = Date.parse(text);
    // As we write it ourselves, and most probes do: nothing need be taken apart.
    if (!Number.isNaN(at) && formatInstant(at) === text) return at;
  }
  const [, date, time, fraction = "", sign, hours = "00", minutes = "00"] = RFC_3339.exec(text) ?? [];
  if (date === undefined || time === undefined || hours > "23" || minutes > "59") return null;
  const local = `${date}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
  const localAt = Date.parse(local);
  // Date.parse takes 30 February for 2 March and 24:00 for the next day.
  if (Number.isNaN(localAt) || formatInstant(localAt) !== local) return null;
  const offsetMs = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS;
  const at = sign === "-" ? localAt + offsetMs : localAt - offsetMs;
  return at >= FIRST && at <= LAST_INSTANT ? at : null;
}

const OURS = "2026-01-02T03:04:05.678Z";
const FIRST = Date.parse("0000-01-01T00:00:00.000Z");
/** The last instant that RFC 3339 can write. */
export const LAST_INSTANT = Date.parse("9999-12-31T23:59:59.999Z");

/** RFC 3339 in UTC to the millisecond, ending in `Z`. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}

/** The value that holds at `at`. @throws RangeError where the list is empty or begins later */
export function settingAt<T>(settings: readonly Setting<T>[], at: Instant): T {
  const setting = settings.findLast(({ from }) => from <= at);
  if (setting === undefined) throw new RangeError("The settings begin after the instant.");
  return setting.value;
}
