import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { integrate, meanOf } from "@/domain/availability";
import type { BucketStep } from "@/domain/buckets";
import { buckets, countBuckets, cut, fittingStep, parseStep } from "@/domain/buckets";
import { daysBetween } from "@/domain/days";
import type { Step } from "@/domain/health";
import { figuresOf } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { formatInstant, HOUR_MS, MINUTE_MS } from "@/domain/instant";

const at = (text: string): Instant => Date.parse(text);
const paris = "Europe/Paris";

function stepOf(text: string): BucketStep {
  const step = parseStep(text);
  if (step === null) throw new Error(`${text} is no step`);
  return step;
}

describe("parseStep", () => {
  test("takes minutes, hours and days", () => {
    expect(["15m", "1h", "7d"].map(parseStep)).toEqual([
      { unit: "minute", count: 15 },
      { unit: "hour", count: 1 },
      { unit: "day", count: 7 },
    ]);
  });

  test.each(["", "1", "h", "0h", "01h", "-1h", "1.5h", "1 h", "1H", "1w", "1s", "15min", "99999999m", "1h\n"])(
    "refuses %j",
    (text) => {
      expect(parseStep(text)).toBeNull();
    },
  );
});

describe("cut", () => {
  test("aligns minutes and hours to UTC, whatever the zone, and cuts the first and the last piece", () => {
    const window = { from: at("2014-07-01T10:20:00Z"), to: at("2014-07-01T12:10:00Z") };
    expect(cut(window, stepOf("1h"), "Asia/Kathmandu").map(({ from }) => formatInstant(from).slice(11, 16))).toEqual([
      "10:20",
      "11:00",
      "12:00",
    ]);
    expect(cut(window, stepOf("45m"), paris).map(({ to }) => formatInstant(to).slice(11, 16))).toEqual([
      "10:30",
      "11:15",
      "12:00",
      "12:10",
    ]);
  });

  test("aligns days to the zone, of 23 and 25 hours too", () => {
    const spring = { from: at("2014-03-29T12:00:00Z"), to: at("2014-03-31T12:00:00Z") };
    expect(cut(spring, stepOf("1d"), paris).map(({ from, to }) => (to - from) / HOUR_MS)).toEqual([11, 23, 14]);
    const autumn = { from: at("2014-10-25T22:00:00Z"), to: at("2014-10-26T23:00:00Z") };
    expect(cut(autumn, stepOf("1d"), paris).map(({ from, to }) => (to - from) / HOUR_MS)).toEqual([25]);
  });

  test("leaves out the day that a zone skipped, and so does a step of several days that ends there", () => {
    const window = { from: at("2011-12-28T10:00:00Z"), to: at("2012-01-02T10:00:00Z") };
    expect(cut(window, stepOf("1d"), "Pacific/Apia")).toHaveLength(5);
    for (const count of [1, 2, 3, 5]) {
      const pieces = cut(window, { unit: "day", count }, "Pacific/Apia");
      expect(pieces.every(({ from, to }) => from < to)).toBe(true);
    }
  });

  test("goes on where the window begins in an hour that shows the date before once more", () => {
    // St. John's put its clocks back at 00:01: this is 23:30 of the day before, for the second time.
    const window = { from: at("2010-11-07T03:00:00Z"), to: at("2010-11-09T12:00:00Z") };
    expect(cut(window, stepOf("1d"), "America/St_Johns").map(({ to }) => formatInstant(to))).toEqual([
      "2010-11-08T03:30:00.000Z",
      "2010-11-09T03:30:00.000Z",
      "2010-11-09T12:00:00.000Z",
    ]);
  });

  test("makes no piece of what the window only touches", () => {
    const day = { from: at("2014-07-01T22:00:00Z"), to: at("2014-07-02T22:00:00Z") };
    for (const [text, pieces] of [
      ["1d", 1],
      ["1h", 24],
      ["15m", 96],
    ] as const) {
      expect(cut(day, stepOf(text), paris)).toHaveLength(pieces);
      expect(countBuckets(day, stepOf(text), paris)).toBe(pieces);
    }
  });

  test("pieces follow each other from end to end, as many as were counted, and meet wherever the window begins", () => {
    const steps = fc.constantFrom("1m", "7m", "15m", "1h", "5h", "1d", "2d", "30d").map(stepOf);
    const from = fc.integer({ min: at("2013-01-01T00:00:00Z"), max: at("2016-01-01T00:00:00Z") });
    fc.assert(
      fc.property(
        steps,
        from,
        fc.integer({ min: 1, max: 500_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (step, start, lengthMs, share) => {
          const scale = step.unit === "minute" ? 100 : 1;
          const window = { from: start, to: start + Math.ceil(lengthMs / scale) };
          const pieces = cut(window, step, paris);
          expect(pieces[0]?.from).toBe(window.from);
          expect(pieces.at(-1)?.to).toBe(window.to);
          expect(pieces.slice(1).map((piece) => piece.from)).toEqual(pieces.slice(0, -1).map((piece) => piece.to));
          expect(countBuckets(window, step, paris)).toBe(pieces.length);
          const later = { from: window.from + Math.floor((window.to - window.from) * share * 0.999), to: window.to };
          const ends = cut(later, step, paris).map((piece) => piece.to);
          expect(pieces.map((piece) => piece.to).filter((end) => end > later.from)).toEqual(ends);
        },
      ),
      { numRuns: 150 },
    );
  });
});

test("the step that fits is the shortest that stays within the bound, for absurd windows too", () => {
  const hours = (count: number) => ({ from: 0, to: count * HOUR_MS });
  expect(fittingStep(hours(24), 5000, paris)).toBe("1m");
  expect(fittingStep(hours(24 * 30), 5000, paris)).toBe("15m");
  expect(fittingStep(hours(5000), 5000, "UTC")).toBe("1h");
  expect(fittingStep(hours(5001), 5000, "UTC")).toBe("6h");
  const ever = { from: at("0000-01-01T00:00:00Z"), to: at("9999-12-31T23:59:59Z") };
  expect(fittingStep(ever, 5000, paris)).toBe("1000d");
  expect(countBuckets(ever, stepOf("1000d"), paris)).toBeLessThanOrEqual(5000);
  expect(cut(ever, stepOf("1000d"), paris)).toHaveLength(countBuckets(ever, stepOf("1000d"), paris));
});

const step = (instant: Instant, clear: number, blocked: number, unverified = 0): Step => ({
  at: instant,
  sending: clear + blocked + unverified,
  blocked,
  unknown: unverified,
  known: clear + blocked,
});

describe("buckets", () => {
  test("have mean, minimum and verified share of their own time", () => {
    const steps = [
      step(0, 2, 1),
      step(15 * MINUTE_MS, 3, 0),
      step(60 * MINUTE_MS, 0, 0, 3),
      step(90 * MINUTE_MS, 0, 3),
    ];
    expect(buckets(steps, { from: 0, to: 150 * MINUTE_MS }, stepOf("1h"), paris)).toEqual([
      { from: 0, to: HOUR_MS, mean: 91.6, min: 66.6, verifiedShare: 1 },
      { from: HOUR_MS, to: 2 * HOUR_MS, mean: 0, min: 0, verifiedShare: 0.5 },
      { from: 2 * HOUR_MS, to: 2.5 * HOUR_MS, mean: 0, min: 0, verifiedShare: 1 },
    ]);
  });

  test("have neither mean nor minimum where nothing was verified", () => {
    const [bucket] = buckets([step(0, 0, 0, 3)], { from: 0, to: HOUR_MS }, stepOf("1h"), paris);
    expect(bucket).toEqual({ from: 0, to: HOUR_MS, mean: null, min: null, verifiedShare: 0 });
  });

  test("the bar of a day is the exact integral of its steps, on days of 23 and 25 hours too", () => {
    const transitions = [at("2014-03-30T01:00:00Z"), at("2014-10-26T01:00:00Z")];
    const lengths = new Set<number>();
    const changes = fc.array(fc.tuple(fc.nat(5 * 24 * 3_600_000), fc.nat(9), fc.nat(9), fc.nat(3)), { maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom(...transitions), changes, (transition, some) => {
        const [first] = daysBetween({ from: transition - 50 * HOUR_MS, to: transition }, paris);
        const from = first?.from ?? 0;
        const window = { from, to: from + 5 * 24 * HOUR_MS };
        const all = [[0, 1, 0, 0], ...some].map(([ms = 0, ...counts]) =>
          step(from + ms, ...(counts as [number, number, number])),
        );
        const steps = [...new Map(all.map((one) => [one.at, one])).values()].sort((a, b) => a.at - b.at);
        for (const bar of buckets(steps, window, stepOf("1d"), paris)) {
          lengths.add((bar.to - bar.from) / HOUR_MS);
          let verifiedMs = 0n;
          let sum = 0n;
          let min: number | null = null;
          for (const [index, held] of steps.entries()) {
            const start = Math.max(held.at, bar.from);
            const end = Math.min(steps[index + 1]?.at ?? window.to, bar.to);
            const { health, verified } = figuresOf(held);
            if (end <= start || !verified || health === null) continue;
            verifiedMs += BigInt(end - start);
            sum += BigInt(Math.round(health * 10)) * BigInt(end - start);
            min = Math.min(min ?? health, health);
          }
          expect(bar.mean).toBe(verifiedMs === 0n ? null : Number(sum / verifiedMs) / 10);
          expect(bar.mean).toBe(meanOf(integrate(steps, bar)));
          expect(bar.min).toBe(min);
          expect(bar.verifiedShare).toBe(Number(verifiedMs) / (bar.to - bar.from));
        }
      }),
      { numRuns: 100 },
    );
    expect([...lengths]).toEqual(expect.arrayContaining([23, 24, 25]));
  });
});
