import { expect, test } from "vitest";
import { spansOfBuckets, spansOfPoints } from "@/app/views/health-spans";
import { formatInstant } from "@/domain/instant";

const point = (at: number, health: number | null, verified = true, sending = 10) => ({
  at: formatInstant(at),
  health,
  sending,
  blocked: 0,
  unknown: 0,
  verified,
});

test("a figure holds until the next change, the last one until the end", () => {
  expect(spansOfPoints([point(0, 100), point(5, 60)], 9)).toEqual([
    { from: 0, to: 5, health: 100 },
    { from: 5, to: 9, health: 60 },
  ]);
});

test("what is not verified has no figure, even where one is published", () => {
  expect(spansOfPoints([point(0, 40, false)], 9)).toEqual([{ from: 0, to: 9, health: null }]);
});

test("before the first address sends there is nothing, not even a gap", () => {
  expect(spansOfPoints([point(0, null, false, 0), point(5, 100)], 9)).toEqual([{ from: 5, to: 9, health: 100 }]);
});

test("changes that do not touch the figure do not cut it", () => {
  expect(spansOfPoints([point(0, 100), point(3, 100, true, 12), point(6, 90)], 9)).toEqual([
    { from: 0, to: 6, health: 100 },
    { from: 6, to: 9, health: 90 },
  ]);
});

test("a summary is drawn at its lowest, so that it never looks better than what it sums up", () => {
  const bucket = { from: formatInstant(0), to: formatInstant(5), mean: 99.9, min: 20, verifiedShare: 1 };
  expect(spansOfBuckets([bucket])).toEqual([{ from: 0, to: 5, health: 20 }]);
});
