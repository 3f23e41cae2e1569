import type { Instant } from "./instant";
import { DAY_MS } from "./instant";

/** One kind of round of a probe: the same networks and sources, all of their addresses. */
export interface Watch {
  readonly lastRoundAt: Instant;
  /** How long what it tells is believed: the shortest of what it looks at; null: nobody said. */
  readonly staleAfterMs: number | null;
}

/** How long a probe is believed where nobody said. */
const PATIENCE_MS = DAY_MS;
/** A probe that was not heard of for so long was taken out of service. */
const RETIRED_AFTER_MS = 30 * DAY_MS;

/** Up to when something that a probe told is believed; null: it watches nothing. */
export function believedUntil(watches: readonly Watch[]): Instant | null {
  if (watches.length === 0) return null;
  return Math.max(...watches.map((watch) => watch.lastRoundAt + (watch.staleAfterMs ?? PATIENCE_MS)));
}

/** Whether a probe was not heard of for so long that it passes for taken out of service. */
export function isRetired(until: Instant, now: Instant): boolean {
  return now - until >= RETIRED_AFTER_MS;
}

/**
 * From when on nothing that a probe tells is believed any more, for want of a round; null: it is heard of, never was, or was
 * taken out of service long ago.
 */
export function silentSince(watches: readonly Watch[], now: Instant): Instant | null {
  const until = believedUntil(watches);
  return until !== null && until <= now && !isRetired(until, now) ? until : null;
}
