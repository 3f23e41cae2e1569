import type { Coverage } from "./cohort";
import type { Facts, Scope, SourceFacts, SourceId, Unknown } from "./facts";
import type { Instant, Setting, Window } from "./instant";
import { settingAt } from "./instant";
import type { Looks } from "./look";
import { knownSpans, looksAt, watchedFrom } from "./look";
import type { Spans } from "./spans";
import { clip } from "./spans";

/** Of addresses with one history and a source, as if it always counted: when the pair is watched, and when known. */
export interface PairSpans {
  readonly watched: Spans;
  readonly known: Spans;
}

export const NO_EXCEPTIONS: ReadonlySet<Unknown> = new Set();

/** The pairs of a network in a window. Sources that rounds treat alike share their looks, so that a hundred cost as few. */
export class Pairs {
  readonly #facts: Facts;
  readonly #window: Window;
  readonly #scopes: readonly Scope[];
  /** Sources that some round left unknown. */
  readonly #named: ReadonlySet<SourceId>;
  readonly #keys = new Map<SourceId, string>();
  readonly #looks = new Map<Coverage, Map<string, Looks>>();
  readonly #plain = new Map<Looks, Map<string, PairSpans>>();

  constructor(facts: Facts, window: Window) {
    this.#facts = facts;
    this.#window = window;
    this.#scopes = [...new Set(facts.rounds.map(({ scope }) => scope))];
    this.#named = new Set(facts.rounds.flatMap(({ unknown }) => unknown.map(({ source }) => source)));
  }

  /** @param exceptions the entries by which rounds except the addresses; those of other sources change nothing */
  spans(coverage: Coverage, source: SourceFacts, exceptions: ReadonlySet<Unknown>): PairSpans {
    const ofCoverage = recall(this.#looks, coverage, () => new Map<string, Looks>());
    const looks = recall(ofCoverage, this.#keyOf(source.id), () => looksAt(source.id, coverage));
    for (const entry of exceptions) {
      if (entry.source === source.id) return this.#spansOf(looks, source, exceptions);
    }
    const plain = recall(this.#plain, looks, () => new Map<string, PairSpans>());
    const staleAfter = source.staleAfterMs.map(({ from, value }) => `${from} ${value}`).join();
    return recall(plain, staleAfter, () => this.#spansOf(looks, source, NO_EXCEPTIONS));
  }

  /** Equal for sources at which all rounds looked alike. */
  #keyOf(source: SourceId): string {
    return recall(this.#keys, source, () => {
      const scopes = this.#scopes.flatMap(({ sources }, index) => (sources.has(source) ? [index] : []));
      return `${scopes.join()};${this.#named.has(source) ? source : ""}`;
    });
  }

  #spansOf(looks: Looks, source: SourceFacts, exceptions: ReadonlySet<Unknown>): PairSpans {
    const staleAfterMs = firstGiven(source.staleAfterMs, this.#facts.staleAfterMs);
    return {
      watched: clip([{ from: watchedFrom(looks), to: null }], this.#window),
      known: knownSpans(looks, exceptions, staleAfterMs, this.#window),
    };
  }
}

/** The value kept under the key, made at the first call. */
function recall<K, V>(kept: Map<K, V>, key: K, make: () => V): V {
  const found = kept.get(key) ?? make();
  kept.set(key, found);
  return found;
}

/** The first setting where it is not null, else the second. */
function firstGiven<T>(
  first: readonly Setting<T | null>[],
  second: readonly Setting<T | null>[],
): readonly Setting<T | null>[] {
  const instants = new Set<Instant>([...first, ...second].map(({ from }) => from).sort((a, b) => a - b));
  return [...instants].map((from) => ({ from, value: settingAt(first, from) ?? settingAt(second, from) }));
}
