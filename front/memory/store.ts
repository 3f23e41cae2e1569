import { LRUCache } from "lru-cache";
import type { Answer } from "./entry";
import { Entry } from "./entry";
import type { Kept } from "./kept";
import type { Place } from "./places";

/** Entries by the name of their place, in bounded memory: what was not read for longest makes room. */
export class Store extends LRUCache<string, Kept> {
  /** `onGone` is told of each place of which nothing is kept any more. */
  constructor(maxBytes: number, onGone: (place: Place) => void) {
    super({
      maxSize: maxBytes,
      maxEntrySize: maxBytes / 4,
      sizeCalculation: ({ entry, place }) => entry.cost + place.name.length,
      dispose: ({ place }, _name, reason) => {
        if (reason !== "set") onGone(place);
      },
    });
  }

  /** An entry whose growth is counted once it is kept. */
  entryOf(place: Place, answer: Answer): Entry {
    const onGrown = () => {
      const kept = this.peek(place.name);
      // Only another object is measured again.
      if (kept?.entry === entry) this.set(place.name, { ...kept });
    };
    const entry: Entry = new Entry(answer, { onGrown });
    return entry;
  }

  /** Keeps what an earlier process had: read by nobody of late, and old since `outdatedAtMs`. */
  restore(place: Place, answer: Answer, version: number, outdatedAtMs: number): void {
    const entry = this.entryOf(place, answer);
    entry.outdatedAtMs = outdatedAtMs;
    const longAgo = Number.NEGATIVE_INFINITY;
    const times = { madeAtMs: outdatedAtMs, readAtMs: longAgo, reads: 0, restsUntilMs: longAgo, retryAtMs: longAgo };
    this.set(place.name, { place, entry, version, isAwaited: false, ...times });
  }

  /** Lets go of what is meant, and returns it. */
  drop(isMeant: (kept: Kept) => boolean): Kept[] {
    const gone = [...this.values()].filter(isMeant);
    for (const { place } of gone) this.delete(place.name);
    return gone;
  }
}
