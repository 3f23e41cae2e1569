import type { Entry } from "./entry";
import type { Place } from "./places";

/** An entry in memory. All times are on a clock that never jumps. */
export interface Kept {
  readonly place: Place;
  readonly entry: Entry;
  readonly version: number;
  readonly madeAtMs: number;
  readAtMs: number;
  /** How often it was read of late, as of then. */
  reads: number;
  /** Where nobody waits, it is not made anew before: a busy writer must not make us do nothing else. */
  readonly restsUntilMs: number;
  /** Whoever came first after a while waits for what is made anew, and so does who comes meanwhile: what is here is too old. */
  isAwaited: boolean;
  /** The application has failed: no use in asking again before. */
  retryAtMs: number;
}

/** Entries that were read within this are made anew without being asked for. */
const HOT_MS = 15_000;
/** In this, what was read before counts half. */
const HALVED_MS = 5_000;

export function isHot({ readAtMs }: Pick<Kept, "readAtMs">, nowMs: number): boolean {
  return nowMs - readAtMs < HOT_MS;
}

/** Reads as they count at a later time. */
export function readsOfLate({ reads, readAtMs }: Kept, nowMs: number): number {
  return reads * 2 ** ((readAtMs - nowMs) / HALVED_MS);
}

/** When it was first no longer of the present, or will be at the latest. */
export function outdatedAtMs({ entry, madeAtMs }: Kept, holdsMs: number): number {
  return Math.min(entry.outdatedAtMs ?? Number.POSITIVE_INFINITY, madeAtMs + holdsMs);
}

/**
 * What there is to gain by making an entry anew: its reads of late times how long it is behind. Whatever is read is worth most in
 * the end: before it, others are made as often as they are read while it is once, at the most. undefined: nothing is kept.
 */
export function worthOfMaking(kept: Kept | undefined, holdsMs: number): number {
  const nowMs = performance.now();
  if (kept === undefined) return Number.POSITIVE_INFINITY;
  return readsOfLate(kept, nowMs) * (nowMs - outdatedAtMs(kept, holdsMs));
}

/** For how long the oldest of what was read of late is behind; 0: nothing is. */
export function oldestReadMs(all: Iterable<Kept>, holdsMs: number): number {
  const nowMs = performance.now();
  let oldestMs = 0;
  for (const kept of all) {
    if (isHot(kept, nowMs)) oldestMs = Math.max(oldestMs, nowMs - outdatedAtMs(kept, holdsMs));
  }
  return oldestMs;
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
