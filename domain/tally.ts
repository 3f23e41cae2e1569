import type { Instant, Window } from "./instant";
import type { Spans } from "./spans";

/** Counts several things over time: spans are added with a weight, the sums are read between the instants that change any. */
export class Tally<Key extends string> {
  readonly #zero: Readonly<Record<Key, number>>;
  readonly #changes = new Map<Instant, Record<Key, number>>();

  constructor(zero: Readonly<Record<Key, number>>) {
    this.#zero = zero;
  }

  copy(): Tally<Key> {
    const copy = new Tally(this.#zero);
    for (const [at, change] of this.#changes) copy.#changes.set(at, { ...change });
    return copy;
  }

  add(key: Key, spans: Spans, weight: number): void {
    for (const { from, to } of spans) {
      this.#changeAt(from)[key] += weight;
      this.#changeAt(to)[key] -= weight;
    }
  }

  #changeAt(at: Instant): Record<Key, number> {
    let change = this.#changes.get(at);
    if (change === undefined) {
      change = { ...this.#zero };
      this.#changes.set(at, change);
    }
    return change;
  }

  /** The sums from `window.from` on and at each change in the window, ascending. What was added lies in the window. */
  steps(window: Window): (Record<Key, number> & { readonly at: Instant })[] {
    const sums: Record<Key, number> = { ...this.#zero };
    const steps: (Record<Key, number> & { readonly at: Instant })[] = [];
    const keys = Object.keys(sums) as Key[];
    const instants = Float64Array.from(this.#changes.keys()).sort();
    if (instants[0] !== window.from) steps.push({ ...sums, at: window.from });
    for (const at of instants) {
      if (at >= window.to) break;
      const change = this.#changes.get(at) ?? this.#zero;
      for (const key of keys) sums[key] += change[key];
      steps.push({ ...sums, at });
    }
    return steps;
  }
}
