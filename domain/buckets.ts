import type { HealthSum } from "./availability";
import { integrate, meanOf } from "./availability";
import { dateAt, startOfDate } from "./days";
import type { Step } from "./health";
import type { Instant, Window } from "./instant";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./instant";

/** How a window is cut: into stretches of so many minutes or hours, aligned to UTC, or days of the page's zone. */
export interface BucketStep {
  readonly unit: "minute" | "hour" | "day";
  readonly count: number;
}

const UNITS = { m: "minute", h: "hour", d: "day" } as const;
const UNIT_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

/** `15m`, `1h`, `7d`: a count without leading zero and a unit. @returns null for anything else, and beyond 1,000,000 */
export function parseStep(text: string): BucketStep | null {
  const [, count, unit] = /^([1-9]\d{0,6})([mhd])$/.exec(text) ?? [];
  return count === undefined ? null : { unit: UNITS[unit as keyof typeof UNITS], count: Number(count) };
}

/** How many buckets `buckets` makes (of a zone that skipped a date, perhaps one more). Cheap, so ask first. */
export function countBuckets(window: Window, { unit, count }: BucketStep, zone: string): number {
  const [first, last] =
    unit === "day"
      ? [dateAt(window.from, zone), dateAt(window.to - 1, zone)]
      : [Math.floor(window.from / UNIT_MS[unit]), Math.floor((window.to - 1) / UNIT_MS[unit])];
  return Math.floor(last / count) - Math.floor(first / count) + 1;
}

const LADDER = ["1m", "5m", "15m", "1h", "6h", "1d", "7d", "30d", "1000d"];

/** The shortest of some round steps that cuts the window into at most `bucketsMax`; the longest where none does. */
export function fittingStep(window: Window, bucketsMax: number, zone: string): string {
  const fits = (text: string) => {
    const step = parseStep(text);
    return step !== null && countBuckets(window, step, zone) <= bucketsMax;
  };
  return LADDER.find(fits) ?? "1000d";
}

/** The window, cut; the first and the last piece end where it does. Several days count from 1 January 1970. */
export function cut(window: Window, step: BucketStep, zone: string): Window[] {
  const pieces: Window[] = [];
  let from = window.from;
  while (from < window.to) {
    const to = Math.min(boundaryAfter(from, step, zone), window.to);
    pieces.push({ from, to });
    from = to;
  }
  return pieces;
}

function boundaryAfter(at: Instant, { unit, count }: BucketStep, zone: string): Instant {
  if (unit !== "day") {
    const sizeMs = count * UNIT_MS[unit];
    return (Math.floor(at / sizeMs) + 1) * sizeMs;
  }
  const date = (Math.floor(dateAt(at, zone) / count) + 1) * count;
  const next = startOfDate(date, zone);
  return next > at ? next : startOfDate(date + count, zone);
}

/** Health during a piece of a window. */
export interface Bucket extends Window {
  /** Percent in tenths, floored; null where nothing was verified. */
  readonly mean: number | null;
  readonly min: number | null;
  /** Share of the piece's time that is verified, 0 to 1. */
  readonly verifiedShare: number;
}

/**
 * Health of each piece of the window, ascending. `steps` begin at or before the window, ascending; the last one holds to
 * its end, so cut the window to now.
 */
export function buckets(steps: readonly Step[], window: Window, step: BucketStep, zone: string): Bucket[] {
  let first = 0;
  return cut(window, step, zone).map((piece) => {
    while ((steps[first + 1]?.at ?? Number.POSITIVE_INFINITY) <= piece.from) first++;
    let end = first;
    while ((steps[end]?.at ?? Number.POSITIVE_INFINITY) < piece.to) end++;
    return bucketOf(integrate(steps.slice(first, end), piece), piece);
  });
}

/** What is told of a piece of time with this sum. */
export function bucketOf(sum: HealthSum, { from, to }: Window): Bucket {
  const min = sum.minTenths === null ? null : sum.minTenths / 10;
  return { from, to, mean: meanOf(sum), min, verifiedShare: sum.verifiedMs / (to - from) };
}
