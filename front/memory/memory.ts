import { LRUCache } from "lru-cache";
import { Due } from "./due";
import type { Answer } from "./entry";
import { Entry } from "./entry";
import type { Kept } from "./kept";
import { longestOutdated } from "./kept";
import { LatestVersion } from "./latest-version";
import type { Place } from "./places";
import { within } from "./within";

/** An answer of the application, and of which version of the facts it was made, at the least. */
export interface Fetched {
  readonly answer: Answer;
  /** null: it may not be kept. */
  readonly version: number | null;
}

interface Options {
  /** Asks the application. `isRefresh`: there are bytes to fall back on. Rejects where it gives no answer. */
  readonly ask: (place: Place, isRefresh: boolean) => Promise<Fetched>;
  readonly maxBytes: number;
  /** Whether the application can be expected to answer: where it cannot, nobody waits for it. */
  readonly isAlive: () => boolean;
  /** What is made before all else when the version moves. */
  readonly first?: () => readonly Place[];
  /** Told of each entry that was made, or made anew. */
  readonly onMade: (place: Place, entry: Entry, version: number) => void;
  /** Told of each place of which nothing is kept any more. */
  readonly onGone: (place: Place) => void;
}

interface Made {
  readonly entry: Entry;
  readonly version: number | null;
}

/** Within this after a change, old bytes are still told; the new ones are on their way. */
const GRACE_MS = 900;
/** Entries that were read within this are made anew without being asked for. */
const HOT_MS = 15_000;
const WAIT_MS = 5_000;
const RETRY_MS = 1_000;
const REST_MS = 200;
const EAGER_AT_ONCE = 3;
const FAILURES_AT_MOST = 1_000;
/** Looked up each time: a test may have set another clock since. */
const perf = { now: () => performance.now() };
/** Who speaks again after this has not said since when the version is another. */
const SILENCE_MS = 2_000;
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
  /** Where there was nothing to fall back on: what the application said, or that it said nothing. */
  readonly #failures = new LRUCache<string, () => Entry | Promise<Entry>>({
    max: FAILURES_AT_MOST,
    ttl: RETRY_MS,
    perf,
  });
  readonly #making = new Map<string, Promise<Made>>();
  readonly #due: Due;
  readonly #latest = new LatestVersion();
  readonly #counts = { atOnce: 0, waited: 0, made: 0, failed: 0 };
  #gaveWay = 0;
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
    this.#due = new Due({
      atOnce: EAGER_AT_ONCE,
      dueAtMs: (name) => this.#dueAtMs(name),
      isBeingMade: (name) => this.#making.has(name),
      make: async (name) => {
        const kept = this.#kept.peek(name);
        if (kept !== undefined) await this.#make(kept.place).catch(() => undefined);
      },
    });
  }

  /** Bytes and number of entries; reads that were answered at once and that waited; answers that were made, or could not be. */
  get figures() {
    return { bytes: this.#kept.calculatedSize, entries: this.#kept.size, ...this.#counts };
  }

  /** The latest that is known of. */
  get version(): number {
    return this.#latest.version;
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
    const entry = kept === undefined ? this.#failures.get(place.name)?.() : this.#readAtOnce(kept, least);
    if (entry !== undefined) {
      this.#counts.atOnce += 1;
      return entry;
    }
    this.#counts.waited += 1;
    const making = this.#makeSince(place, least ?? this.#latest.version);
    return kept === undefined ? making : within(making, WAIT_MS, () => kept.entry);
  }

  /**
   * The application has said what the version is. What was made of another is no longer of the present, and what is being read
   * is made anew. `isCertain` false: it may be an old word, overtaken by a newer one. `silentMs`: for how long it had said
   * nothing before; the version may have moved at any time since.
   */
  moveTo(version: number, { holdsMs = this.#holdsMs, isCertain = true, silentMs = 0 } = {}): void {
    this.#holdsMs = holdsMs;
    const hasMoved = this.#latest.hear(version, isCertain);
    if (!hasMoved && !isCertain) return;
    const nowMs = performance.now();
    for (const [name, kept] of this.#kept.entries()) {
      if (kept.version !== this.#latest.version) {
        kept.entry.outdatedAtMs ??= nowMs - (silentMs > SILENCE_MS ? silentMs : 0);
      }
      if (nowMs - kept.readAtMs < HOT_MS && this.#outdatedAtMs(kept) <= nowMs) this.#due.add(name);
    }
    const first = this.#options.first?.() ?? [];
    if (first.length > 0) this.#due.giveWay(Promise.all(first.map((place) => this.keepFresh(place))));
    this.#due.begin();
  }

  /** Sees to it that an entry is of the present, before others, though nobody asks for it. Resolves when nothing can be done for it. */
  async keepFresh(place: Place): Promise<void> {
    const nowMs = performance.now();
    const kept = this.#kept.peek(place.name);
    if (kept !== undefined) {
      kept.readAtMs = nowMs;
      if (this.#outdatedAtMs(kept) > nowMs || nowMs < kept.retryAtMs || !this.#options.isAlive()) return;
    }
    if (kept !== undefined && nowMs < kept.restsUntilMs) this.#makeSoon(place.name);
    else if (!this.#failures.has(place.name)) await this.#make(place).catch(() => undefined);
  }

  /** What is kept of a place, though it may be old; null: nothing. */
  peek(place: Place): { readonly entry: Entry; readonly version: number } | null {
    return this.#kept.peek(place.name) ?? null;
  }

  /** Puts what outlived an earlier process in its place: old bytes, since `outdatedAtMs` at the latest, until the application has said more. */
  restore(place: Place, answer: Answer, version: number, outdatedAtMs: number): void {
    const entry = this.#entryOf(place, answer);
    entry.outdatedAtMs = outdatedAtMs;
    const longAgo = Number.NEGATIVE_INFINITY;
    const times = { madeAtMs: longAgo, readAtMs: longAgo, restsUntilMs: longAgo, retryAtMs: longAgo };
    this.#kept.set(place.name, { place, entry, version, ...times });
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
    const missing = wanted.find(({ name }) => !this.#kept.has(name) && !this.#failures.has(name));
    const next = missing ?? longestOutdated(this.#kept.values());
    if (next !== null) this.#make(next).catch(() => undefined);
  }

  /** undefined: the reader has to wait for what is made anew. */
  #readAtOnce(kept: Kept, least: number | null): Entry | undefined {
    const nowMs = performance.now();
    const isHot = nowMs - kept.readAtMs < HOT_MS;
    kept.readAtMs = nowMs;
    const outdatedAtMs = this.#outdatedAtMs(kept);
    const knowsEnough = least === null || kept.version >= least;
    if (knowsEnough && outdatedAtMs > nowMs) return kept.entry;
    if (nowMs < kept.retryAtMs || !this.#options.isAlive()) return kept.entry;
    if (!knowsEnough || (!isHot && nowMs - outdatedAtMs >= GRACE_MS)) return undefined;
    this.#makeSoon(kept.place.name);
    return kept.entry;
  }

  /** When it was first no longer of the present, or will be at the latest. */
  #outdatedAtMs({ entry, madeAtMs }: Kept): number {
    return Math.min(entry.outdatedAtMs ?? Number.POSITIVE_INFINITY, madeAtMs + this.#holdsMs);
  }

  /** What nobody can make now is due again when the application speaks again. */
  #dueAtMs(name: string): number | null {
    const kept = this.#kept.peek(name);
    if (kept === undefined || this.#outdatedAtMs(kept) > performance.now() || !this.#options.isAlive()) return null;
    return Math.max(kept.restsUntilMs, kept.retryAtMs);
  }

  #makeSoon(name: string): void {
    this.#due.add(name);
    this.#due.begin();
  }

  /** What is being made already may be of before `version`; what is begun after that is not. */
  async #makeSince(place: Place, version: number): Promise<Entry> {
    const made = await this.#make(place);
    if (made.version === null || made.version >= version) return made.entry;
    return (await this.#make(place)).entry;
  }

  #make(place: Place): Promise<Made> {
    const begun = this.#making.get(place.name);
    if (begun !== undefined) return begun;
    const making = this.#ask(place).finally(() => {
      this.#making.delete(place.name);
      this.#due.begin();
    });
    this.#making.set(place.name, making);
    return making;
  }

  async #ask(place: Place): Promise<Made> {
    const before = this.#kept.peek(place.name);
    const restsUntilMs = performance.now() + REST_MS;
    try {
      const { answer, version } = await this.#options.ask(place, before !== undefined);
      const hasFailed = answer.status >= 500;
      if (hasFailed && this.#kept.has(place.name)) throw new Error(`The application answered ${answer.status}.`);
      const entry = this.#entryOf(place, answer);
      if (before !== undefined) await entry.prepareLike(before.entry);
      if (version === null) this.#kept.delete(place.name);
      else this.#keep(place, entry, version, restsUntilMs);
      if (hasFailed) this.#failures.set(place.name, () => entry);
      this.#counts[hasFailed ? "failed" : "made"] += 1;
      return { entry, version };
    } catch (error) {
      this.#counts.failed += 1;
      this.#noteFailure(place, error);
      throw error;
    }
  }

  #noteFailure(place: Place, error: unknown): void {
    const nowMs = performance.now();
    const kept = this.#kept.peek(place.name);
    if (kept === undefined) {
      this.#failures.set(place.name, () => Promise.reject(error));
      return;
    }
    kept.retryAtMs = nowMs + RETRY_MS;
    if (this.#outdatedAtMs(kept) <= nowMs) kept.entry.outdatedAtMs ??= nowMs;
  }

  #keep(place: Place, entry: Entry, version: number, restsUntilMs: number): void {
    // An answer may know of a version before the application's own word has come.
    this.moveTo(version, { isCertain: false });
    const nowMs = performance.now();
    const readAtMs = this.#kept.peek(place.name)?.readAtMs ?? nowMs;
    // The version may have moved while it was made: then it is made anew next.
    const isBehind = version !== this.#latest.version;
    entry.outdatedAtMs = isBehind ? nowMs : null;
    this.#kept.set(place.name, { place, entry, version, madeAtMs: nowMs, readAtMs, restsUntilMs, retryAtMs: 0 });
    if (isBehind && nowMs - readAtMs < HOT_MS) this.#due.add(place.name);
    this.#options.onMade(place, entry, version);
  }

  #entryOf(place: Place, answer: Answer): Entry {
    const onGrown = () => {
      const kept = this.#kept.peek(place.name);
      // Only another object is measured again.
      if (kept?.entry === entry) this.#kept.set(place.name, { ...kept });
    };
    const entry: Entry = new Entry(answer, { onGrown });
    return entry;
  }
}
