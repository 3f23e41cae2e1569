import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayStart, daysBetween, nextDay } from "@/domain/days";
import type { Instant } from "@/domain/instant";
import { DAY_MS, formatInstant, HOUR_MS } from "@/domain/instant";

const at = (text: string): Instant => Date.parse(text);

/** What a clock on the wall shows, by another format than the rules use. */
function wallDate(instant: Instant, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(instant);
}

describe("dayStart and nextDay", () => {
  test.each([
    ["Europe/Paris", "2014-07-01T12:00:00Z", "2014-06-30T22:00:00.000Z", 24],
    ["Europe/Paris", "2014-03-30T12:00:00Z", "2014-03-29T23:00:00.000Z", 23],
    ["Europe/Paris", "2014-10-26T12:00:00Z", "2014-10-25T22:00:00.000Z", 25],
    ["UTC", "2014-07-01T23:59:59.999Z", "2014-07-01T00:00:00.000Z", 24],
    ["Asia/Kathmandu", "2014-07-01T12:00:00Z", "2014-06-30T18:15:00.000Z", 24],
    ["Australia/Lord_Howe", "2014-10-05T06:00:00Z", "2014-10-04T13:30:00.000Z", 23.5],
    ["America/St_Johns", "2014-07-01T12:00:00Z", "2014-07-01T02:30:00.000Z", 24],
    // Midnight was skipped: clocks went from 23:59:59 to 01:00.
    ["America/Sao_Paulo", "2014-10-19T12:00:00Z", "2014-10-19T03:00:00.000Z", 23],
    // Clocks went from midnight back to 23:00, which belongs to the day before.
    ["America/Sao_Paulo", "2014-02-15T12:00:00Z", "2014-02-15T02:00:00.000Z", 25],
    ["Africa/Cairo", "2014-05-16T12:00:00Z", "2014-05-15T22:00:00.000Z", 23],
    // 30 December 2011 did not happen.
    ["Pacific/Apia", "2011-12-29T20:00:00Z", "2011-12-29T10:00:00.000Z", 24],
    ["Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00.000Z", 24],
    // Before zones: nine minutes and 21 seconds ahead.
    ["Europe/Paris", "1900-01-01T12:00:00Z", "1899-12-31T23:50:39.000Z", 24],
    ["Pacific/Kiritimati", "2014-07-01T12:00:00Z", "2014-07-01T10:00:00.000Z", 24],
  ])("in %s the day of %s starts at %s and lasts %f hours", (zone, instant, start, hours) => {
    expect(formatInstant(dayStart(at(instant), zone))).toBe(start);
    expect(nextDay(at(start), zone) - at(start)).toBe(hours * HOUR_MS);
  });

  test("where clocks were put back just after midnight, days still follow each other without gap or overlap", () => {
    // Until 2011 St. John's put its clocks back at 00:01, so that a date showed for a minute, then the one before again.
    const midnight = at("2010-11-07T02:30:00Z");
    for (const minutes of [-1, 0, 1, 30, 60, 61]) {
      const instant = midnight + minutes * 60_000;
      const start = dayStart(instant, "America/St_Johns");
      expect(start).toBeLessThanOrEqual(instant);
      expect(nextDay(start, "America/St_Johns")).toBeGreaterThan(instant);
    }
  });

  test("a zone that nobody knows is refused", () => {
    expect(() => dayStart(0, "Mars/Olympus")).toThrow(RangeError);
  });

  test("a day contains its instants, and all of it shows one date, which changes at its start", () => {
    const zones = [
      "Europe/Paris",
      "America/New_York",
      "America/Sao_Paulo",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "Pacific/Apia",
    ];
    const instants = fc.integer({ min: at("1980-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const start = dayStart(instant, zone);
        const end = nextDay(start, zone);
        expect(start <= instant && instant < end).toBe(true);
        expect(dayStart(start, zone)).toBe(start);
        expect(dayStart(end - 1, zone)).toBe(start);
        expect(wallDate(start, zone)).toBe(wallDate(end - 1, zone));
        expect(wallDate(start - 1, zone)).not.toBe(wallDate(start, zone));
        expect(wallDate(end, zone)).not.toBe(wallDate(start, zone));
      }),
      { numRuns: 400 },
    );
  });
});

describe("daysBetween", () => {
  test("gives the days that the window touches, whole and without gaps", () => {
    const window = { from: at("2014-03-29T12:00:00Z"), to: at("2014-03-31T00:00:00Z") };
    const days = daysBetween(window, "Europe/Paris").map(({ from, to }) => [
      formatInstant(from),
      (to - from) / HOUR_MS,
    ]);
    expect(days).toEqual([
      ["2014-03-28T23:00:00.000Z", 24],
      ["2014-03-29T23:00:00.000Z", 23],
      ["2014-03-30T22:00:00.000Z", 24],
    ]);
  });

  test("does not touch the day that starts where the window ends", () => {
    const midnight = at("2014-07-01T22:00:00Z");
    expect(daysBetween({ from: midnight - 1, to: midnight }, "Europe/Paris")).toHaveLength(1);
    expect(daysBetween({ from: midnight - 1, to: midnight + 1 }, "Europe/Paris")).toHaveLength(2);
  });

  test("cuts five years in a moment", () => {
    const startedAt = performance.now();
    const days = daysBetween({ from: 0, to: 1800 * DAY_MS }, "America/New_York");
    expect(days).toHaveLength(1801);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
