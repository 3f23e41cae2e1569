import type { Entry } from "./entry";
import type { Place } from "./places";

/** An entry in memory. All times are on a clock that never jumps. */
export interface Kept {
  readonly place: Place;
  readonly entry: Entry;
  readonly version: number;
  readonly madeAtMs: number;
  readAtMs: number;
  /** Where nobody waits, it is not made anew before: a busy writer must not make us do nothing else. */
  readonly restsUntilMs: number;
  /** The application has failed: no use in asking again before. */
  retryAtMs: number;
}

/** So old may be what nobody reads, though it is of the present: it says as of when it speaks. */
const UNREAD_MS = 300_000;

/** The place whose entry is outdated longest, else one whose entry has become old unread; null: none that is to be asked for now. */
export function longestOutdated(all: Iterable<Kept>): Place | null {
  const nowMs = performance.now();
  let worst: { readonly place: Place; readonly sinceMs: number } | null = null;
  for (const { place, entry, madeAtMs, retryAtMs } of all) {
    const sinceMs = entry.outdatedAtMs ?? madeAtMs + UNREAD_MS;
    if (sinceMs <= nowMs && retryAtMs <= nowMs && (worst === null || sinceMs < worst.sinceMs))
      worst = { place, sinceMs };
  }
  return worst?.place ?? null;
}
