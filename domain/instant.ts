/** Milliseconds since the Unix epoch, UTC. The only form of time inside Vigie; text and zones live at the edges. */
export type Instant = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** [from, to): `to` null means that it has not ended. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** A bounded stretch of time, [from, to) with from < to. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** A value that holds from `from` until the next one. Lists are in ascending order, the first `from` is -Infinity. */
export interface Setting<T> {
  readonly from: Instant;
  readonly value: T;
}
