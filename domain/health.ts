import type { Instant } from "./instant";

/** Sending addresses of a network at one instant. `blocked` and `unknown` are disjoint; the rest is clear. `known` speaks of blocked ones too. */
export interface Counts {
  readonly sending: number;
  readonly blocked: number;
  readonly unknown: number;
  readonly known: number;
}

/** Counts that hold from `at` until the next step. */
export interface Step extends Counts {
  readonly at: Instant;
}

/** What is published of counts. */
export interface Figures {
  /** Percent in tenths, floored (97.3); null where fewer than 80 % of the sending addresses are clear or blocked. */
  readonly health: number | null;
  readonly sending: number;
  readonly blocked: number;
  readonly unknown: number;
  /** At least 80 % of the sending addresses are known, and there are some. */
  readonly verified: boolean;
}

/** Health and verification by integers alone: 29 of 100 is 29, 1999 of 2000 is 99.9. */
export function figuresOf({ sending, blocked, unknown, known }: Counts): Figures {
  const decided = sending - unknown;
  const clear = decided - blocked;
  const health = sending > 0 && 10 * decided >= 8 * sending ? Math.floor((1000 * clear) / decided) / 10 : null;
  return { health, sending, blocked, unknown, verified: sending > 0 && 10 * known >= 8 * sending };
}
