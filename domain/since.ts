import type { Figures, Step } from "./health";
import { figuresOf } from "./health";
import type { Instant } from "./instant";

/**
 * The start of the longest run of steps up to the last one with the same figure: null as well, where that is the figure.
 * @returns null where the run reaches the first step, so that it may have begun earlier, and where there is no step
 */
export function sinceOf(steps: readonly Step[], figure: "health" | "verified" = "health"): Instant | null {
  const of = (step: Step): Figures[typeof figure] => figuresOf(step)[figure];
  const last = steps.at(-1);
  if (last === undefined) return null;
  const before = steps.findLastIndex((step) => of(step) !== of(last));
  return before < 0 ? null : (steps[before + 1]?.at ?? null);
}
