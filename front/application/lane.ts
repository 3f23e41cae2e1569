import { Problem } from "@/server/problem";

type Turn = () => void;

/**
 * Lets a few through at a time; the others wait in turn, as many as may, and leave at once when they give up: whoever went away
 * stands in nobody's way.
 */
export class Lane {
  readonly #atOnce: number;
  readonly #waitingAtMost: number;
  readonly #waiting = new Set<Turn>();
  #running = 0;

  constructor(atOnce: number, waitingAtMost: number) {
    this.#atOnce = atOnce;
    this.#waitingAtMost = waitingAtMost;
  }

  /**
   * Runs a task in its turn. Rejects as it does, with 503 `busy` where too many wait, and with the reason of `signal` where that
   * was aborted before the turn came.
   */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#running < this.#atOnce) this.#running += 1;
    else await this.#turn(signal);
    try {
      return await task();
    } finally {
      this.#next();
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    if (this.#waiting.size >= this.#waitingAtMost) {
      const headers = { "Retry-After": "2" };
      throw new Problem(503, "busy", "Too many ask at once; try again shortly.", { headers });
    }
    return new Promise((resolve, reject) => {
      const turn = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.delete(turn);
        reject(signal?.reason);
      };
      this.#waiting.add(turn);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  /** Hands the place of a task that is done to whoever waits longest. */
  #next(): void {
    const [turn] = this.#waiting;
    if (turn === undefined) {
      this.#running -= 1;
      return;
    }
    this.#waiting.delete(turn);
    turn();
  }
}
