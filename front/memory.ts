import { LRUCache } from "lru-cache";
import type { Answer } from "./entry";
import { Entry } from "./entry";
import type { Place } from "./places";

/** An answer of the application, and of which version of the facts it was made, at the least. */
export interface Fetched {
  readonly answer: Answer;
  /** null: it may not be kept. */
  readonly version: number | null;
}

interface Options {
  /** Asks the application. Rejects where it gives no answer. */
  readonly ask: (place: Place) => Promise<Fetched>;
  readonly maxBytes: number;
  /** Whether the application can be expected to answer: where it cannot, nobody waits for it. */
  readonly isAlive: () => boolean;
  /** Told of each entry that was made, or made anew. */
  readonly onMade: (place: Place, entry: Entry, version: number) => void;
  /** Told of each place of which nothing is kept any more. */
  readonly onGone: (place: Place) => void;
}

interface Kept {
  readonly place: Place;
  readonly entry: Entry;
  readonly version: number;
  /** All times here are on a clock that never jumps. */
  readonly madeAtMs: number;
  readAtMs: number;
  /** No use in asking again before. */
  retryAtMs: number;
}

/** Within this after a change, old bytes are still told; the new ones are on their way. */
const GRACE_MS = 900;
/** Entries that were read within this are made anew without being asked for. */
const HOT_MS = 15_000;
const WAIT_MS = 5_000;
const RETRY_MS = 1_000;
const EAGER_AT_ONCE = 3;
/** Who speaks again after this has not said since when the version is another. */
const SILENCE_MS = 2_000;
/** So old may be what nobody reads, though it is of the present: it says as of when it speaks. */
const UNREAD_MS = 300_000;
/** So often the sweep gives way to whatever else is being made. */
const GIVES_WAY_AT_MOST = 8;

/**
 * What readers get: answers of the application, by place, in bounded memory, made anew when the version moves or their time has
 * passed, each by one request however many ask. Whoever reads what others read gets the old bytes while the new ones are made;
 * whoever comes first after a while to bytes that have changed waits for them. Where the application fails, the last good
 * bytes stay.
 */
export class Memory {
  readonly #options: Options;
  readonly #kept: LRUCache<string, Kept>;
  readonly #making = new Map<string, Promise<Entry>>();
  readonly #due = new Set<string>();
  #eager = 0;
  #gaveWay = 0;
  #version = -1;
  #holdsMs = Number.POSITIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
    this.#kept = new LRUCache({
      maxSize: options.maxBytes,
      maxEntrySize: options.maxBytes / 4,
      sizeCalculation: ({ entry, place }) => entry.cost + place.name.length,
      dispose: ({ place }, _name, reason) => {
        if (reason !== "set") options.onGone(place);
      },
    });
  }

  /** Bytes and number of entries, about. */
  get size(): { readonly bytes: number; readonly entries: number } {
    return { bytes: this.#kept.calculatedSize, entries: this.#kept.size };
  }

  get isEmpty(): boolean {
    return this.#kept.size === 0;
  }

  /**
   * The entry of a place. `least`: older bytes than those of this version will not do, where they would else; null: they will.
   * Rejects as asking does, where there is nothing to fall back on.
   */
  read(place: Place, least: number | null): Entry | Promise<Entry> {
    const kept = this.#kept.get(place.name);
    if (kept === undefined) return this.#make(place);
    const nowMs = performance.now();
    const isHot = nowMs - kept.readAtMs < HOT_MS;
    kept.readAtMs = nowMs;
    const { entry } = kept;
    if (entry.outdatedAtMs === null && nowMs - kept.madeAtMs < this.#holdsMs) return entry;
    entry.outdatedAtMs ??= nowMs;
    if (nowMs < kept.retryAtMs || !this.#options.isAlive()) return entry;
    const making = this.#make(place);
    making.catch(() => undefined);
    const mayTellOld = least === null ? isHot || nowMs - entry.outdatedAtMs < GRACE_MS : kept.version >= least;
    if (mayTellOld) return entry;
    const late = new Promise<Entry>((resolve) => setTimeout(resolve, WAIT_MS, entry));
    return Promise.race([making, late]).catch(() => entry);
  }

  /**
   * The application has said what the version is. What was made of another is no longer of the present, and what is being read
   * is made anew. `isCertain` false: it may be an old word, overtaken by a newer one. `silentMs`: for how long it had said
   * nothing before; the version may have moved at any time since.
   */
  moveTo(version: number, { holdsMs = this.#holdsMs, isCertain = true, silentMs = 0 } = {}): void {
    this.#holdsMs = holdsMs;
    if (version === this.#version || (!isCertain && version < this.#version)) return;
    this.#version = version;
    const nowMs = performance.now();
    for (const [name, kept] of this.#kept.entries()) {
      if (kept.version === version) continue;
      kept.entry.outdatedAtMs ??= nowMs - (silentMs > SILENCE_MS ? silentMs : 0);
      kept.retryAtMs = 0;
      if (nowMs - kept.readAtMs < HOT_MS) this.#due.add(name);
    }
    this.#makeWhatIsDue();
  }

  /** Sees to it that an entry is of the present, though nobody asks for it. */
  keepFresh(place: Place): void {
    const kept = this.#kept.get(place.name);
    if (kept === undefined) return void this.#make(place).catch(() => undefined);
    const nowMs = performance.now();
    kept.readAtMs = nowMs;
    if (kept.entry.outdatedAtMs === null && nowMs - kept.madeAtMs < this.#holdsMs) return;
    if (nowMs < kept.retryAtMs || !this.#options.isAlive()) return;
    this.#make(place).catch(() => undefined);
  }

  /** What is kept of a place, though it may be old; null: nothing. */
  peek(place: Place): { readonly entry: Entry; readonly version: number } | null {
    return this.#kept.peek(place.name) ?? null;
  }

  /** Puts what outlived an earlier process in its place: old bytes, since `outdatedAtMs` at the latest, until the application has said more. */
  restore(place: Place, answer: Answer, version: number, outdatedAtMs: number): void {
    const entry = new Entry(answer);
    entry.outdatedAtMs = outdatedAtMs;
    const longAgo = Number.NEGATIVE_INFINITY;
    this.#kept.set(place.name, { place, entry, version, madeAtMs: longAgo, readAtMs: longAgo, retryAtMs: 0 });
  }

  /** Lets go of what is kept of places that do not exist any more. */
  retain(exists: (place: Place) => boolean): void {
    for (const { place } of [...this.#kept.values()]) {
      if (!exists(place)) this.#kept.delete(place.name);
    }
  }

  /**
   * Makes one entry that nobody asks for: the first that is missing of `wanted`, else the one that is outdated longest, else one
   * that has become old. To be called a few times a second: what was blackened is gone from everywhere in the end, and a copy on
   * the disk is whole and of the present, without thousands being made at once.
   */
  sweep(wanted: readonly Place[]): void {
    if (!this.#options.isAlive()) return;
    if (this.#making.size > 0 && this.#gaveWay < GIVES_WAY_AT_MOST) {
      this.#gaveWay += 1;
      return;
    }
    this.#gaveWay = 0;
    const nowMs = performance.now();
    const missing = wanted.find(({ name }) => !this.#kept.has(name));
    if (missing !== undefined) return void this.#make(missing).catch(() => undefined);
    let worst: { readonly place: Place; readonly sinceMs: number } | null = null;
    for (const { place, entry, madeAtMs, retryAtMs } of this.#kept.values()) {
      const sinceMs = entry.outdatedAtMs ?? madeAtMs + UNREAD_MS;
      if (sinceMs <= nowMs && retryAtMs <= nowMs && sinceMs < (worst?.sinceMs ?? Number.POSITIVE_INFINITY)) {
        worst = { place, sinceMs };
      }
    }
    if (worst !== null) this.#make(worst.place).catch(() => undefined);
  }

  #makeWhatIsDue(): void {
    for (const name of this.#due) {
      if (this.#eager >= EAGER_AT_ONCE) return;
      this.#due.delete(name);
      const place = this.#kept.peek(name)?.place;
      if (place === undefined) continue;
      this.#eager += 1;
      void this.#make(place)
        .catch(() => undefined)
        .finally(() => {
          this.#eager -= 1;
          this.#makeWhatIsDue();
        });
    }
  }

  #make(place: Place): Promise<Entry> {
    const begun = this.#making.get(place.name);
    if (begun !== undefined) return begun;
    const making = this.#ask(place).finally(() => this.#making.delete(place.name));
    this.#making.set(place.name, making);
    return making;
  }

  async #ask(place: Place): Promise<Entry> {
    const before = this.#kept.peek(place.name);
    try {
      const { answer, version } = await this.#options.ask(place);
      if (answer.status >= 500 && before !== undefined) throw new Error(`The application answered ${answer.status}.`);
      const entry = new Entry(answer);
      if (version === null) {
        this.#kept.delete(place.name);
        return entry;
      }
      if (before !== undefined) await entry.prepareLike(before.entry);
      this.#keep(place, entry, version);
      return entry;
    } catch (error) {
      const kept = this.#kept.peek(place.name);
      if (kept !== undefined) kept.retryAtMs = performance.now() + RETRY_MS;
      throw error;
    }
  }

  #keep(place: Place, entry: Entry, version: number): void {
    const nowMs = performance.now();
    const readAtMs = this.#kept.peek(place.name)?.readAtMs ?? nowMs;
    // The version may have moved while it was made: then it is made anew next.
    const isBehind = version < this.#version;
    entry.outdatedAtMs = isBehind ? nowMs : null;
    this.#kept.set(place.name, { place, entry, version, madeAtMs: nowMs, readAtMs, retryAtMs: 0 });
    if (isBehind && nowMs - readAtMs < HOT_MS) {
      this.#due.add(place.name);
      setImmediate(() => this.#makeWhatIsDue());
    }
    this.#options.onMade(place, entry, version);
  }
}
