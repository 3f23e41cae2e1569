import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatInstant, HOUR_MS } from "@/domain/instant";
import { nextMorning, promisedAt } from "@/domain/promise";
import { firstMoment, momentsOf, wallTimeAt } from "@/domain/wall-time";

const at = (text: string) => Date.parse(text);

/** What a clock on the wall shows, by another format than the rules use. */
function wallClock(instant: number, zone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return format.format(instant).replace(" ", "T");
}

const zones = fc.constantFrom(
  "Europe/Paris",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "UTC",
);
const instants = fc.integer({ min: at("1980-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") });

describe("wall times", () => {
  test("show what clocks in the zone show, by Intl", () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        expect(wallTimeAt(instant, zone)).toBe(wallClock(instant, zone));
      }),
    );
  });

  test("lead back to the minute that they were read in, and to no minute that shows another time", () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const minute = Math.floor(instant / 60_000) * 60_000;
        const moments = momentsOf(wallTimeAt(minute, zone), zone);
        const found =
          moments?.kind === "once" ? [moments.at] : moments?.kind === "twice" ? [moments.earlier, moments.later] : [];
        expect(found).toContain(minute);
        for (const one of found) expect(wallClock(one, zone)).toBe(wallClock(minute, zone));
      }),
      { numRuns: 400 },
    );
  });

  test("that clocks leap over are never shown, and their two readings lie around the leap", () => {
    expect(momentsOf("2014-03-30T02:30", "Europe/Paris")).toEqual({
      kind: "never",
      before: at("2014-03-30T01:30:00Z"),
      after: at("2014-03-30T00:30:00Z"),
    });
    expect(wallTimeAt(firstMoment("2014-03-30T02:30", "Europe/Paris") ?? 0, "Europe/Paris")).toBe("2014-03-30T03:30");
    expect(momentsOf("2011-12-30T12:00", "Pacific/Apia")?.kind).toBe("never");
  });

  test("that clocks show twice are two instants, the earlier first", () => {
    expect(momentsOf("2014-10-26T02:30", "Europe/Paris")).toEqual({
      kind: "twice",
      earlier: at("2014-10-26T00:30:00Z"),
      later: at("2014-10-26T01:30:00Z"),
    });
  });

  test.each(["", "2014-07-01", "2014-02-30T09:00", "2014-07-01T24:00", "2014-07-01T09:00:00", "nonsense"])(
    "%j is no time",
    (text) => expect(momentsOf(text, "Europe/Paris")).toBeNull(),
  );
});

describe("a promise", () => {
  test("of the morning is nine o'clock in the zone, four hours off or more, and within a day and four hours", () => {
    fc.assert(
      fc.property(zones, instants, (zone, now) => {
        const nine = nextMorning(now, zone);
        expect(nine - now).toBeGreaterThanOrEqual(4 * HOUR_MS);
        // A zone that skipped a day waits for one more.
        expect(nine - now).toBeLessThan(53 * HOUR_MS);
        expect(wallClock(nine, zone).slice(11)).toBe("09:00");
      }),
    );
  });

  test("made at one at night is of this morning, at six of the next", () => {
    const told = (now: string) => formatInstant(nextMorning(at(now), "Europe/Paris"));
    expect(told("2014-07-01T01:00:00+02:00")).toBe("2014-07-01T07:00:00.000Z");
    expect(told("2014-07-01T06:00:00+02:00")).toBe("2014-07-02T07:00:00.000Z");
  });

  test("is counted from the posting, or is the instant that was typed, or none", () => {
    expect(promisedAt("none", 0, "UTC")).toBeNull();
    expect(promisedAt("2h", HOUR_MS, "UTC")).toBe(3 * HOUR_MS);
    expect(promisedAt("2014-07-01T07:00:00.000Z", 0, "UTC")).toBe(at("2014-07-01T07:00:00Z"));
  });
});
