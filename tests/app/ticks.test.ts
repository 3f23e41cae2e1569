import fc from "fast-check";
import { expect, test } from "vitest";
import { ticksOf } from "@/app/views/ticks";
import { wordsOf } from "@/app/views/words";
import { dayStart } from "@/domain/days";
import { DAY_MS, HOUR_MS } from "@/domain/instant";

const zones = ["Europe/Paris", "UTC", "America/St_Johns", "Pacific/Apia", "America/Havana"];
const start = fc.integer({ min: Date.parse("2010-01-01T00:00:00Z"), max: Date.parse("2030-01-01T00:00:00Z") });

test("any window has at most nine marks, ascending, inside it, those of days where a day of the zone begins", () => {
  const length = fc.integer({ min: HOUR_MS, max: 800 * DAY_MS });
  fc.assert(
    fc.property(start, length, fc.constantFrom(...zones), (from, lengthMs, zone) => {
      const window = { from, to: from + lengthMs };
      const ticks = ticksOf(window, wordsOf("en", zone, window.to)).map(({ at }) => at);
      expect(ticks.length).toBeLessThanOrEqual(9);
      expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
      for (const at of ticks) {
        expect(at).toBeGreaterThan(window.from);
        expect(at).toBeLessThan(window.to);
        if (lengthMs > 2 * DAY_MS) expect(dayStart(at, zone)).toBe(at);
      }
    }),
    { numRuns: 300 },
  );
});

test("hours are told up to two days, weekdays up to ten, dates beyond", () => {
  const to = Date.parse("2014-07-01T07:04:00Z");
  const textsOver = (lengthMs: number) =>
    ticksOf({ from: to - lengthMs, to }, wordsOf("fr", "Europe/Paris", to)).map(({ text }) => text);
  expect(textsOver(DAY_MS)).toContainEqual(expect.stringMatching(/^0\sh$/));
  expect(textsOver(7 * DAY_MS)).toContainEqual(expect.stringMatching(/^jeu\.\s26$/));
  expect(textsOver(90 * DAY_MS).join()).toContain("avr.");
});
