import type { Place } from "./places";

interface Options {
  /** The first that is not kept, and should be; null: all are. */
  readonly missing: () => Place | null;
  /** What is kept and old; null: nothing of it is worth making now. */
  readonly outdated: () => Place | null;
  /** Whether anything is being made just now. */
  readonly isBusy: () => boolean;
  /** Rejects where the application gave no answer. */
  readonly make: (place: Place) => Promise<unknown>;
}

/** So often it gives way to whatever else is being made, or will be asked for after a change. */
const GIVES_WAY_AT_MOST = 8;
/** When the version has stood for so long, whoever waits for it has it. */
const SETTLED_MS = 1_000;
/** It rests for so many times as long as what it made took: the application has one thread, and others need it. */
const RESTS = 4;

/** Makes what nobody asks for, one at a time, beside what readers, writers and streams need. */
export class Sweep {
  readonly #options: Options;
  #gaveWay = 0;
  #movedAtMs = Number.NEGATIVE_INFINITY;
  #restsUntilMs = Number.NEGATIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The version has moved. */
  noteMove(): void {
    this.#movedAtMs = performance.now();
  }

  /** Begins one, where it is time. To be called a few times a second. */
  tick(): void {
    const beganAtMs = performance.now();
    const missing = this.#options.missing();
    if (missing === null && beganAtMs < this.#restsUntilMs) return;
    const isSettled = missing !== null || beganAtMs - this.#movedAtMs >= SETTLED_MS;
    if ((this.#options.isBusy() || !isSettled) && this.#gaveWay < GIVES_WAY_AT_MOST) {
      this.#gaveWay += 1;
      return;
    }
    this.#gaveWay = 0;
    const next = missing ?? this.#options.outdated();
    if (next === null) return;
    const rest = () => {
      const nowMs = performance.now();
      this.#restsUntilMs = nowMs + RESTS * (nowMs - beganAtMs);
    };
    this.#options.make(next).then(rest, rest);
  }
}
