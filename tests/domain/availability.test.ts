import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addSums, holdsThroughout, integrate, meanOf } from "@/domain/availability";
import type { Step } from "@/domain/health";
import { figuresOf } from "@/domain/health";
import type { Window } from "@/domain/instant";
import { DAY_MS } from "@/domain/instant";
import { healthSteps } from "@/domain/steps";
import { factsOf, HISTORY_END, randomHistory } from "@/tests/fixtures/random-history";

const availabilityOf = (steps: readonly Step[], window: Window) => meanOf(integrate(steps, window));

const step = (at: number, clear: number, blocked: number, unverified = 0): Step => ({
  at,
  sending: clear + blocked + unverified,
  blocked,
  unknown: unverified,
  known: clear + blocked,
});

describe("the mean of health", () => {
  test("is the mean weighted by time, floored to a tenth", () => {
    expect(availabilityOf([step(0, 1, 0), step(999, 0, 1)], { from: 0, to: 1000 })).toBe(99.9);
    expect(availabilityOf([step(0, 1, 0), step(9_999, 0, 1)], { from: 0, to: 10_000 })).toBe(99.9);
    expect(availabilityOf([step(0, 0, 1), step(9_999, 1, 0)], { from: 0, to: 10_000 })).toBe(0);
    expect(availabilityOf([step(0, 1, 1), step(10, 1, 0)], { from: 0, to: 20 })).toBe(75);
  });

  test("leaves out what is not verified, and is null where nothing is", () => {
    expect(availabilityOf([step(0, 10, 0), step(10, 0, 0, 10), step(90, 0, 10)], { from: 0, to: 100 })).toBe(50);
    expect(availabilityOf([step(0, 0, 0, 10)], { from: 0, to: 100 })).toBeNull();
    expect(availabilityOf([step(0, 0, 0)], { from: 0, to: 100 })).toBeNull();
    expect(availabilityOf([], { from: 0, to: 100 })).toBeNull();
  });

  test("leaves out a figure that is still shown but no longer verified", () => {
    const unconfirmed: Step = { at: 50, sending: 10, blocked: 8, unknown: 0, known: 2 };
    expect(figuresOf(unconfirmed).health).toBe(20);
    expect(availabilityOf([step(0, 10, 0), unconfirmed], { from: 0, to: 100 })).toBe(100);
  });

  test("cuts steps to the window on both sides", () => {
    const steps = [step(0, 0, 1), step(10, 1, 0), step(30, 0, 1)];
    expect(availabilityOf(steps, { from: 10, to: 30 })).toBe(100);
    expect(availabilityOf(steps, { from: 5, to: 35 })).toBe(66.6);
  });

  test("is the mean of the published tenths, not of the raw shares", () => {
    expect(availabilityOf([step(0, 2, 1)], { from: 0, to: 7 })).toBe(66.6);
    expect(availabilityOf([step(0, 1999, 1), step(1, 1999, 1)], { from: 0, to: 3 })).toBe(99.9);
  });

  test("stays exact over thousands of years with a millisecond of trouble", () => {
    const end = 8_000 * 365 * DAY_MS;
    expect(availabilityOf([step(0, 3, 0)], { from: 0, to: end })).toBe(100);
    expect(availabilityOf([step(0, 3, 0), step(end - 1, 0, 3)], { from: 0, to: end })).toBe(99.9);
  });
});

test("a sum says that a figure held throughout exactly where it did, but for health that was not verified", () => {
  const counts = fc.record({ clear: fc.nat(3), blocked: fc.nat(3), unverified: fc.nat(2) });
  const lists = fc.array(counts, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(lists, fc.nat(2), (list, pick) => {
      const steps = list.map(({ clear, blocked, unverified }, index) => step(index * 10, clear, blocked, unverified));
      const ms = list.length * 10;
      const sum = integrate(steps, { from: 0, to: ms });
      const all = steps.map(figuresOf);
      const { health, verified } = all[pick % all.length] ?? { health: null, verified: false };
      const isVerified = all.every((figures) => figures.verified);
      expect(holdsThroughout(sum, ms, "verified", verified)).toBe(all.every((other) => other.verified === verified));
      expect(holdsThroughout(sum, ms, "health", health)).toBe(
        isVerified && all.every((other) => other.health === health),
      );
    }),
    { numRuns: 500 },
  );
});

/** Millisecond by millisecond in BigInt: the definition. */
function slowMean(steps: readonly Step[], { from, to }: Window, stride: number): number | null {
  let verified = 0n;
  let sum = 0n;
  for (let t = from; t < to; t += stride) {
    const held = steps.findLast(({ at }) => at <= t);
    const { health, verified: isVerified } = held === undefined ? { health: null, verified: false } : figuresOf(held);
    if (!isVerified || health === null) continue;
    verified += 1n;
    sum += BigInt(Math.round(health * 10));
  }
  return verified === 0n ? null : Number(sum / verified) / 10;
}

test("the mean is that of the definition, and the sums of the parts of a window are the sum of the whole", () => {
  const randomSteps = fc
    .array(fc.tuple(fc.nat(60), fc.nat(7), fc.nat(7), fc.nat(3)), { minLength: 1, maxLength: 12 })
    .map((all) => [...new Map(all.map(([at, ...counts]) => [at, step(at, ...counts)])).values()])
    .map((steps) => steps.sort((a, b) => a.at - b.at));
  fc.assert(
    fc.property(randomSteps, fc.nat(40), fc.nat(40), fc.nat(40), (steps, a, b, c) => {
      const window = { from: (steps[0]?.at ?? 0) + a, to: (steps[0]?.at ?? 0) + a + b + c + 1 };
      const middle = window.from + b;
      const sum = integrate(steps, window);
      const parts = [
        integrate(steps, { from: window.from, to: middle }),
        integrate(steps, { from: middle, to: window.to }),
      ];
      expect(addSums(parts)).toEqual(sum);
      expect(meanOf(sum)).toBe(slowMean(steps, window, 1));
    }),
    { numRuns: 300 },
  );
});

test("the least health of a window is the least verified one that is published in it", () => {
  fc.assert(
    fc.property(randomHistory, (history) => {
      const window = { from: 0, to: HISTORY_END };
      const steps = healthSteps(factsOf(history, 1), window);
      const published = steps.map(figuresOf).filter(({ verified }) => verified);
      const least = published.reduce((min, { health }) => Math.min(min, health ?? 100), Number.POSITIVE_INFINITY);
      const { minTenths } = integrate(steps, window);
      expect(minTenths === null ? Number.POSITIVE_INFINITY : minTenths / 10).toBe(least);
    }),
    { numRuns: 60 },
  );
});
