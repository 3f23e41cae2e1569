import type { Place } from "./places";

interface Options {
  readonly atOnce: number;
  /** When it is time for something, on a clock that never jumps; null: there is no need any more. */
  readonly dueAtMs: (place: Place) => number | null;
  /** Of what it is time for, that of the greatest worth is made first. */
  readonly worth: (place: Place) => number;
  /** Whether it is being made just now. */
  readonly isBeingMade: (place: Place) => boolean;
  /** Never rejects. */
  readonly make: (place: Place) => Promise<unknown>;
}

/** What is to be made without anybody waiting for it: by its worth, a few at once, each when it is time. */
export class Due {
  readonly #options: Options;
  readonly #places = new Map<string, Place>();
  #running = 0;
  #gaveWay = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#places.size === 0;
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
    const { atOnce, make } = this.#options;
    while (this.#running < atOnce) {
      const place = this.#next();
      if (place === null) return;
      this.#places.delete(place.name);
      this.#running += 1;
      void make(place).then(() => {
        this.#running -= 1;
        this.begin();
      });
    }
  }

  /** null: none can be begun now; then it is looked again when it is time for one. */
  #next(): Place | null {
    const { dueAtMs, worth, isBeingMade } = this.#options;
    const nowMs = performance.now();
    let nextAtMs = Number.POSITIVE_INFINITY;
    let best: { readonly place: Place; readonly worth: number } | null = null;
    for (const place of this.#places.values()) {
      if (isBeingMade(place)) continue;
      const atMs = dueAtMs(place);
      if (atMs === null) this.#places.delete(place.name);
      else if (atMs > nowMs) nextAtMs = Math.min(nextAtMs, atMs);
      else if (best === null || worth(place) > best.worth) best = { place, worth: worth(place) };
    }
    clearTimeout(this.#timer);
    if (best === null && nextAtMs !== Number.POSITIVE_INFINITY) {
      this.#timer = setTimeout(() => this.begin(), Math.ceil(nextAtMs - nowMs));
    }
    return best?.place ?? null;
  }
}
