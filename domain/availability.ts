import type { Figures, Step } from "./health";
import { figuresOf } from "./health";
import type { Window } from "./instant";

/** What a mean of health is made of; sums of adjoining windows can be added. Exact in integers. */
export interface HealthSum {
  readonly verifiedMs: number;
  /** Integral of (100 % − health) over verified time, in tenths of a percent × milliseconds. */
  readonly lostTenthMs: number;
  /** The least health in verified time, in tenths of a percent; null where nothing was verified. */
  readonly minTenths: number | null;
}

const emptySum: HealthSum = { verifiedMs: 0, lostTenthMs: 0, minTenths: null };

/** Sums health as published (floored tenths) over the verified time of the window. `steps` begin at or before it, ascending. */
export function integrate(steps: readonly Step[], window: Window): HealthSum {
  return addSums(steps.map((step, index) => sumOfStep(step, steps[index + 1]?.at ?? window.to, window)));
}

function sumOfStep(step: Step, until: number, window: Window): HealthSum {
  const ms = Math.min(until, window.to) - Math.max(step.at, window.from);
  const { health, verified } = figuresOf(step);
  if (ms <= 0 || !verified || health === null) return emptySum;
  const tenths = Math.round(health * 10);
  return { verifiedMs: ms, lostTenthMs: (1000 - tenths) * ms, minTenths: tenths };
}

export function addSums(sums: readonly HealthSum[]): HealthSum {
  let verifiedMs = 0;
  let lostTenthMs = 0;
  let minTenths: number | null = null;
  for (const sum of sums) {
    verifiedMs += sum.verifiedMs;
    lostTenthMs += sum.lostTenthMs;
    if (sum.minTenths !== null) minTenths = Math.min(minTenths ?? sum.minTenths, sum.minTenths);
  }
  return { verifiedMs, lostTenthMs, minTenths };
}

/** Availability: the mean of health by time, in percent, floored to a tenth; null where nothing was verified. */
export function meanOf({ verifiedMs, lostTenthMs }: HealthSum): number | null {
  return verifiedMs === 0 ? null : (1000 - Math.ceil(lostTenthMs / verifiedMs)) / 10;
}

/**
 * Whether the sum of a window of `ms` says by itself that the figure was `value` all the time. That health was something while it
 * was not verified, or null, no sum says.
 */
export function holdsThroughout(
  { verifiedMs, lostTenthMs, minTenths }: HealthSum,
  ms: number,
  figure: "health" | "verified",
  value: Figures[typeof figure],
): boolean {
  // Where a network is verified it has a health.
  if (figure === "verified") return verifiedMs === (value === true ? ms : 0);
  if (typeof value !== "number" || verifiedMs !== ms || minTenths === null) return false;
  return minTenths === Math.round(value * 10) && lostTenthMs === (1000 - minTenths) * ms;
}
