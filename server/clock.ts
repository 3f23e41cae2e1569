import type { Instant } from "@/domain/instant";
import { LAST_INSTANT } from "@/domain/instant";

/** The time of the rules. Sessions, tokens and the age of kept bytes live on real time instead. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };

/** `until` null: nothing holds the clock back, but for the last instant that can be told. */
export interface ReplayState {
  readonly now: Instant;
  readonly speed: number;
  readonly paused: boolean;
  readonly until: Instant | null;
}

/**
 * A clock that starts at an instant of the past and runs `speed` times as fast as real time. It never passes `until`: having
 * reached it, it stands until that is moved, and does not catch up afterwards. It goes back by a reset alone.
 */
export class ReplayClock implements Clock {
  /** Where the replay begins. */
  readonly from: Instant;
  readonly #realMs: () => number;
  #speed: number;
  #paused = false;
  #until: Instant | null = null;
  #base: { readonly at: Instant; readonly realMs: number };

  /** `realMs` is a monotonic clock in milliseconds. */
  constructor(from: Instant, speed: number, realMs: () => number = () => performance.now()) {
    this.from = from;
    this.#speed = speed;
    this.#realMs = realMs;
    this.#base = { at: from, realMs: realMs() };
  }

  now(): Instant {
    const { at, realMs } = this.#base;
    if (this.#paused) return at;
    const run = Math.floor(at + (this.#realMs() - realMs) * this.#speed);
    return Math.max(at, Math.min(run, this.#until ?? LAST_INSTANT));
  }

  state(): ReplayState {
    return { now: this.now(), speed: this.#speed, paused: this.#paused, until: this.#until };
  }

  /**
   * What is left out stays. An `until` that has passed holds the clock where it is. `reset` goes back to the first instant,
   * held by the `until` that comes with it alone: in one step, since a fast clock would be past it before the next.
   */
  set(wanted: {
    readonly speed?: number | undefined;
    readonly paused?: boolean | undefined;
    readonly until?: Instant | null | undefined;
    readonly reset?: boolean | undefined;
  }): void {
    this.#base = { at: wanted.reset ? this.from : this.now(), realMs: this.#realMs() };
    this.#speed = wanted.speed ?? this.#speed;
    this.#paused = wanted.paused ?? this.#paused;
    if (wanted.until !== undefined) this.#until = wanted.until;
    else if (wanted.reset) this.#until = null;
  }
}
