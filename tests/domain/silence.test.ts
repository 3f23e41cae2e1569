import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "@/domain/instant";
import type { Watch } from "@/domain/silence";
import { silentSince } from "@/domain/silence";

const watch: fc.Arbitrary<Watch> = fc.record({
  lastRoundAt: fc.integer({ min: 0, max: 60 }).map((days) => days * DAY_MS),
  staleAfterMs: fc.constantFrom(null, HOUR_MS, DAY_MS, 3 * DAY_MS),
});

test("a probe is silent from the instant at which the last of what it told goes stale, until it passes for retired", () => {
  fc.assert(
    fc.property(fc.array(watch, { maxLength: 4 }), fc.integer({ min: 0, max: 110 * 24 }), (watches, hours) => {
      const now = hours * HOUR_MS;
      // Hour by hour, looking at nothing but what is believed at that hour.
      const isBelieved = (at: number) => watches.some((w) => at < w.lastRoundAt + (w.staleAfterMs ?? DAY_MS));
      let begun: number | null = null;
      for (let at = now; at >= 0 && watches.length > 0 && !isBelieved(at); at -= HOUR_MS) begun = at;
      const expected = begun === null || now - begun >= 30 * DAY_MS ? null : begun;
      expect(silentSince(watches, now)).toBe(expected);
    }),
  );
});

test("a probe that was never heard of is not silent", () => {
  expect(silentSince([], 0)).toBeNull();
});
