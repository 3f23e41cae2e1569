import type { Coverage } from "./cohort";
import type { Round, SourceId, Unknown } from "./facts";
import type { Instant, Setting, Window } from "./instant";
import type { Spans } from "./spans";
import { append, clip, piecesOf } from "./spans";

/** A probe looked at a source, on behalf of the addresses of one coverage. */
interface Look {
  readonly at: Instant;
  /** Of looks that saw the same, the last: `at` where it is one. */
  readonly until: Instant;
  /** It stayed unknown for all addresses. */
  readonly isBlind: boolean;
  /** It stayed unknown for these. */
  readonly exceptions: readonly Unknown[];
}

/** All looks at a pair of coverage and source, by probe, each probe's in ascending order and one per instant. */
export type Looks = readonly (readonly Look[])[];

export function looksAt(source: SourceId, { rounds }: Coverage): Looks {
  return rounds.map((ofProbe) => {
    const looks: Look[] = [];
    for (const round of ofProbe) {
      if (!round.scope.sources.has(source)) continue;
      const look = lookOf(round, source);
      const last = looks.at(-1);
      if (last?.at === look.at) looks[looks.length - 1] = merged(last, look);
      else looks.push(look);
    }
    return looks;
  });
}

function lookOf({ at, unknown, until = at }: Round, source: SourceId): Look {
  if (unknown.length === 0) return { at, until, isBlind: false, exceptions: [] };
  const ofSource = unknown.filter((entry) => entry.source === source);
  return { at, until, isBlind: ofSource.some(({ addresses }) => addresses === null), exceptions: ofSource };
}

/** Of two rounds of one probe at one instant, unknown beats known. */
function merged(a: Look, b: Look): Look {
  return { ...a, isBlind: a.isBlind || b.isBlind, exceptions: [...a.exceptions, ...b.exceptions] };
}

/** From when on anybody had looked; Infinity: nobody has. */
export function watchedFrom(looks: Looks): Instant {
  return Math.min(...looks.map((ofProbe) => ofProbe[0]?.at ?? Number.POSITIVE_INFINITY));
}

/**
 * When the pair is known in the window: while the latest look of some probe was not in vain and is younger than
 * `staleAfterMs`, as that is set at the time (null: of any age).
 */
export function knownSpans(
  looks: Looks,
  exceptions: ReadonlySet<Unknown>,
  staleAfterMs: readonly Setting<number | null>[],
  window: Window,
): Spans {
  const pieces = piecesOf(staleAfterMs);
  const byProbe = looks.map((ofProbe) => {
    const known: Window[] = [];
    for (const [index, look] of ofProbe.entries()) {
      const next = ofProbe[index + 1]?.at ?? Number.POSITIVE_INFINITY;
      if (next <= window.from || !sees(look, exceptions)) continue;
      for (const piece of pieces) {
        const until = Math.min(next, piece.to, look.until + (piece.value ?? Number.POSITIVE_INFINITY));
        append(known, Math.max(look.at, piece.from), until);
      }
    }
    return known;
  });
  return clip(byProbe.flat(), window);
}

/** Whether the look told anything of addresses with these exceptions. */
function sees(look: Look, exceptions: ReadonlySet<Unknown>): boolean {
  return !look.isBlind && !look.exceptions.some((entry) => exceptions.has(entry));
}
