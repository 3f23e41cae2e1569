import type { Answer, Entry } from "./entry";
import type { Place } from "./places";

/** An answer of the application, and of which version of the facts it was made, at the least. */
export interface Fetched {
  readonly answer: Answer;
  /** null: it may not be kept. */
  readonly version: number | null;
}

export interface MemoryOptions {
  /** Asks the application. `isRefresh`: readers have had bytes of it. Rejects where it gives no answer. */
  readonly ask: (place: Place, isRefresh: boolean) => Promise<Fetched>;
  readonly maxBytes: number;
  /** Whether the application can be expected to answer: where it cannot, nobody waits for it. */
  readonly isAlive: () => boolean;
  /** Whether a read can still lead to a place: what is of none is not kept. */
  readonly isListed: (place: Place) => boolean;
  /** What is made before all else when the version moves. */
  readonly first: () => readonly Place[];
  /** What is made though nobody asks for it, in the order of its worth. */
  readonly essential: () => readonly Place[];
  /** Told of each entry that was made, or made anew. */
  readonly onMade: (place: Place, entry: Entry, version: number) => void;
  /** Told of each place of which nothing is kept any more. */
  readonly onGone: (place: Place) => void;
  /** Told, before anything else is, that nothing that was made of a version before this one may be shown any more. */
  readonly onWithdrawn: (shownFrom: number) => void;
}

export interface Move {
  /** For how long what is made of this version holds; as before where it is not said. */
  readonly holdsMs?: number;
  /** Nothing that was made of a version before this one may be shown any more. */
  readonly shownFrom?: number;
  /** false: it may be an old word, overtaken by a newer one. */
  readonly isCertain?: boolean;
  /** For how long the application had said nothing before; the version may have moved at any time since. */
  readonly silentMs?: number;
}
