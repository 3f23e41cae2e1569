import type { Kept } from "./kept";
import type { Place } from "./places";

/** Who reads what is being made for the first time. What only the sweep has made is kept, and not read of late. */
export class FirstReads {
  readonly #counts = new Map<string, number>();

  note({ name }: Place): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** What they come to, as of now. */
  of({ name }: Place): Pick<Kept, "readAtMs" | "reads"> {
    const reads = this.#counts.get(name) ?? 0;
    return { reads, readAtMs: reads > 0 ? performance.now() : Number.NEGATIVE_INFINITY };
  }

  /** It is made, or could not be. */
  forget({ name }: Place): void {
    this.#counts.delete(name);
  }
}
