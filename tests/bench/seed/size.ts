import type { Instant } from "@/domain/instant";
import { DAY_MS, MINUTE_MS } from "@/domain/instant";

/** How large a seeded history is. `events` is a multiple of 20, `addresses` one of 20 times the networks. */
export interface Size {
  readonly events: number;
  readonly networks: number;
  readonly sources: number;
  readonly addresses: number;
  readonly incidents: number;
  /** The history lies in [from, to); a twentieth of the events in its last 90 days, where it is longer than that. */
  readonly from: Instant;
  readonly to: Instant;
  readonly roundEveryMs: number;
}

/** Five years that end at `to`. */
export function fiveYears(to: Instant, events: number, incidents: number): Size {
  return {
    events,
    networks: 50,
    sources: 100,
    addresses: 20_000,
    incidents,
    from: to - 1_826 * DAY_MS,
    to,
    roundEveryMs: 10 * MINUTE_MS,
  };
}
