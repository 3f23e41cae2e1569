import type { Counts, Step } from "./health";
import { figuresOf } from "./health";
import type { Instant, Window } from "./instant";
import { MINUTE_MS } from "./instant";

/** A run shorter than this is told nowhere. */
export const RUN_MIN_MS = 10 * MINUTE_MS;

/** Lower bounds, in percent, of the bands of health above the first. A bound belongs to the band above it. */
const BOUNDS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 99, 100];

/** The number of bounds reached, 0 to 11; null: not verified. */
export function bandOf(counts: Counts): number | null {
  const { health, verified } = figuresOf(counts);
  if (!verified || health === null) return null;
  return BOUNDS.filter((bound) => health >= bound).length;
}

/** Health settled in another band than before. */
export interface MeasuredFact {
  readonly at: Instant;
  /** At `at`; null: not verified. */
  readonly health: number | null;
  /** At the end of the run before; null: not verified. */
  readonly previous: number | null;
}

/** Steps of one network and how far they reach. */
export interface History {
  /** Ascending, none left out. */
  readonly steps: readonly Step[];
  /** Where the last step ends: now, or at least ten minutes after the window of interest. */
  readonly until: Instant;
  /** Whether nothing of the network came before the first step with sending addresses. */
  readonly isStart: boolean;
}

interface Run extends Window {
  readonly band: number | null;
  readonly first: number | null;
  readonly last: number | null;
}

/**
 * The measured facts of a window, ascending: the starts of runs of at least ten minutes in another band than the last
 * such run. The run in course is as long as it is at `until`.
 * @returns null where the steps before the window do not tell what the first fact follows: come again with more of them
 */
export function measuredFacts(history: History, window: Window): MeasuredFact[] | null {
  const { steps, isStart } = history;
  if (!isStart && (steps[0] === undefined || steps[0].at > window.from)) return null;
  const facts: MeasuredFact[] = [];
  let previous: Run | null = null;
  for (const run of runsOf(history)) {
    if (run.from >= window.to) break;
    if (run.to - run.from < RUN_MIN_MS) continue;
    const isInside = run.from >= window.from;
    if (isInside && previous === null && !isStart) return null;
    if (isInside && previous !== null && run.band !== previous.band) {
      facts.push({ at: run.from, health: run.first, previous: previous.last });
    }
    previous = run;
  }
  return facts;
}

function runsOf({ steps, until, isStart }: History): Run[] {
  const begun = isStart ? steps.findIndex(({ sending }) => sending > 0) : 0;
  const runs: Run[] = [];
  for (const [index, step] of steps.entries()) {
    if (begun < 0 || index < begun) continue;
    const to = steps[index + 1]?.at ?? until;
    const band = bandOf(step);
    const health = band === null ? null : figuresOf(step).health;
    const run = runs.at(-1);
    if (run?.band === band) runs[runs.length - 1] = { ...run, to, last: health };
    else runs.push({ from: step.at, to, band, first: health, last: health });
  }
  return runs;
}
