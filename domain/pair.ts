import type { Coverage } from "./cohort";
import type { SourceFacts, SourceId, Unknown } from "./facts";
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

/** The pairs of a network in a window; each is worked out once. */
export class Pairs {
  readonly #networkStaleAfterMs: readonly Setting<number | null>[];
  readonly #window: Window;
  readonly #looks = new Map<Coverage, Map<SourceId, Looks>>();
  readonly #plain = new Map<Looks, PairSpans>();

  constructor(networkStaleAfterMs: readonly Setting<number | null>[], window: Window) {
    this.#networkStaleAfterMs = networkStaleAfterMs;
    this.#window = window;
  }

  looks(coverage: Coverage, source: SourceId): Looks {
    const ofCoverage = this.#looks.get(coverage) ?? new Map<SourceId, Looks>();
    const looks = ofCoverage.get(source) ?? looksAt(source, coverage);
    this.#looks.set(coverage, ofCoverage.set(source, looks));
    return looks;
  }

  /** @param exceptions the entries by which rounds except the addresses; those of other sources change nothing */
  spans(coverage: Coverage, source: SourceFacts, exceptions: ReadonlySet<Unknown>): PairSpans {
    const looks = this.looks(coverage, source.id);
    for (const entry of exceptions) {
      if (entry.source === source.id) return this.#spansOf(looks, source, exceptions);
    }
    const spans = this.#plain.get(looks) ?? this.#spansOf(looks, source, NO_EXCEPTIONS);
    this.#plain.set(looks, spans);
    return spans;
  }

  #spansOf(looks: Looks, source: SourceFacts, exceptions: ReadonlySet<Unknown>): PairSpans {
    const staleAfterMs = firstGiven(source.staleAfterMs, this.#networkStaleAfterMs);
    return {
      watched: clip([{ from: watchedFrom(looks), to: null }], this.#window),
      known: knownSpans(looks, exceptions, staleAfterMs, this.#window),
    };
  }
}

/** The first setting where it is not null, else the second. */
function firstGiven<T>(
  first: readonly Setting<T | null>[],
  second: readonly Setting<T | null>[],
): readonly Setting<T | null>[] {
  const instants = new Set<Instant>([...first, ...second].map(({ from }) => from).sort((a, b) => a - b));
  return [...instants].map((from) => ({ from, value: settingAt(first, from) ?? settingAt(second, from) }));
}
