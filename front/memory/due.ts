interface Options {
  readonly atOnce: number;
  /** When it is time for something, on a clock that never jumps; null: there is no need any more. */
  readonly dueAtMs: (name: string) => number | null;
  /** Whether it is being made just now. */
  readonly isBeingMade: (name: string) => boolean;
  /** Never rejects. */
  readonly make: (name: string) => Promise<unknown>;
}

/** What is to be made without anybody waiting for it: in turn, a few at once, each when it is time. */
export class Due {
  readonly #options: Options;
  readonly #names = new Set<string>();
  #running = 0;
  #gaveWay = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  add(name: string): void {
    this.#names.add(name);
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
    for (const name of this.#names) {
      if (this.#running >= atOnce) return;
      if (isBeingMade(name)) continue;
      const atMs = dueAtMs(name);
      if (atMs !== null && atMs > nowMs) {
        nextAtMs = Math.min(nextAtMs, atMs);
        continue;
      }
      this.#names.delete(name);
      if (atMs === null) continue;
      this.#running += 1;
      void make(name).then(() => {
        this.#running -= 1;
        this.begin();
      });
    }
    clearTimeout(this.#timer);
    if (nextAtMs === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.begin(), Math.ceil(nextAtMs - nowMs));
  }
}
