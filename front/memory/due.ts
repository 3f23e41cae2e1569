import type { Place } from "./places";

interface Options {
  readonly atOnce: number;
  /** When it is time for something, on a clock that never jumps; null: there is no need any more. */
  readonly dueAtMs: (place: Place) => number | null;
  /** Whether it is being made just now. */
  readonly isBeingMade: (place: Place) => boolean;
  /** Never rejects. */
  readonly make: (place: Place) => Promise<unknown>;
}

/** What is to be made without anybody waiting for it: in turn, a few at once, each when it is time. */
export class Due {
  readonly #options: Options;
  readonly #places = new Map<string, Place>();
  #running = 0;
  #gaveWay = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  add(place: Place): void {
    this.#places.set(place.name, place);
  }

  /** Begins nothing until `first` has settled, and then what can be begun, though there be another `first` by then. */
  giveWay(first: Promise<unknown>): void {
    if (this.#gaveWay) return;
    this.#gaveWay = true;
    const goOn = () => {
      this.#gaveWay = false;
      this.begin();
    };
    first.then(goOn, goOn);
  }

  /** Begins what can be begun. To be called when something was added, or was made by somebody else. */
  begin(): void {
    if (this.#gaveWay) return;
    const { atOnce, dueAtMs, isBeingMade, make } = this.#options;
    const nowMs = performance.now();
    let nextAtMs = Number.POSITIVE_INFINITY;
    for (const place of this.#places.values()) {
      if (this.#running >= atOnce) return;
      if (isBeingMade(place)) continue;
      const atMs = dueAtMs(place);
      if (atMs !== null && atMs > nowMs) {
        nextAtMs = Math.min(nextAtMs, atMs);
        continue;
      }
      this.#places.delete(place.name);
      if (atMs === null) continue;
      this.#running += 1;
      void make(place).then(() => {
        this.#running -= 1;
        this.begin();
      });
    }
    clearTimeout(this.#timer);
    if (nextAtMs === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.begin(), Math.ceil(nextAtMs - nowMs));
  }
}
