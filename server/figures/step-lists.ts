import type { Step } from "@/domain/health";
import type { Window } from "@/domain/instant";

/** Those of ascending steps that hold in the window, the first one at its start. */
export function stepsWithin(steps: readonly Step[], { from, to }: Window): Step[] {
  const first = lastAtOrBefore(steps, from);
  return steps
    .slice(Math.max(first, 0), lastAtOrBefore(steps, to - 1) + 1)
    .map((step) => ({ ...step, at: Math.max(step.at, from) }));
}

/** Lists of steps that follow each other as one, in which neighbours differ. */
export function stitch(lists: readonly (readonly Step[])[]): Step[] {
  const steps: Step[] = [];
  for (const list of lists) {
    for (const step of list) {
      const last = steps.at(-1);
      if (last === undefined || !isSame(last, step)) steps.push(step);
    }
  }
  return steps;
}

function isSame(a: Step, b: Step): boolean {
  return a.sending === b.sending && a.blocked === b.blocked && a.unknown === b.unknown && a.known === b.known;
}

/** -1: all are later. */
function lastAtOrBefore(steps: readonly Step[], at: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle]?.at ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
