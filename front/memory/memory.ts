import { unanswered } from "@/front/unavailable";
import { within } from "@/front/within";
import { Due } from "./due";
import type { Answer, Entry } from "./entry";
import { Failures, RETRY_MS } from "./failures";
import { FirstReads } from "./first-reads";
import type { Kept } from "./kept";
import { isHot, longestOutdated, oldestReadMs, outdatedAtMs, readsOfLate, worthOfMaking } from "./kept";
import { LatestVersion } from "./latest-version";
import type { Made } from "./made";
import { isSince } from "./made";
import type { MemoryOptions, Move } from "./options";
import type { Place } from "./places";
import { Store } from "./store";
import { Sweep } from "./sweep";

/** Within this after a change, old bytes are still told; the new ones are on their way. */
const GRACE_MS = 900;
const WAIT_MS = 5_000;
const REST_MS = 200;
const EAGER_AT_ONCE = 3;
/** Who speaks again after this has not said since when the version is another. */
const SILENCE_MS = 2_000;

/**
 * What readers get: answers of the application, by place, in bounded memory, made anew when the version moves or their time has
 * passed, each by one request however many ask. Whoever reads what others read gets the old bytes while the new ones are made;
 * whoever comes first after a while to bytes that have changed waits for them. Where the application fails, the last good
 * bytes stay. Only what was withdrawn is told to nobody any more, whatever becomes of the application.
 */
export class Memory {
  readonly #options: MemoryOptions;
  readonly #kept: Store;
  readonly #failures = new Failures();
  readonly #making = new Map<string, Promise<Made>>();
  readonly #firstReads = new FirstReads();
  /** What has to be made again, since what was kept of it is withdrawn. */
  readonly #withdrawn = new Map<string, Place>();
  readonly #due: Due;
  readonly #sweep: Sweep;
  readonly #latest = new LatestVersion();
  readonly #counts = { atOnce: 0, waited: 0, made: 0, failed: 0 };
  #holdsMs = Number.POSITIVE_INFINITY;

  constructor(options: MemoryOptions) {
    this.#options = options;
    this.#kept = new Store(options.maxBytes, options.onGone);
    this.#due = new Due({
      atOnce: EAGER_AT_ONCE,
      dueAtMs: (place) => this.#dueAtMs(place),
      worth: ({ name }) => worthOfMaking(this.#kept.peek(name), this.#holdsMs),
      isBeingMade: ({ name }) => this.#making.has(name),
      make: (place) => this.#make(place).catch(() => undefined),
    });
    this.#sweep = new Sweep({
      missing: () => this.#missing(),
      outdated: () => (this.#due.isEmpty ? longestOutdated(this.#kept.values()) : null),
      isBusy: () => this.#making.size > 0,
      make: (place) => this.#make(place),
    });
  }

  /**
   * Bytes and number of entries; since when the oldest of the bytes that were read of late are no longer of the present (0: all
   * are); reads that were answered at once and that waited; answers that were made, or could not be.
   */
  get figures() {
    const oldestMs = oldestReadMs(this.#kept.values(), this.#holdsMs);
    return { bytes: this.#kept.calculatedSize, entries: this.#kept.size, oldestMs, ...this.#counts };
  }

  /** The latest that is known of. */
  get version(): number {
    return this.#latest.version;
  }

  /** What was made of an earlier version may not be shown any more, as far as is known. */
  get shownFrom(): number {
    return this.#latest.shownFrom;
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
    const entry = kept === undefined ? this.#failures.find(place) : this.#readAtOnce(kept, least);
    if (entry !== undefined) {
      this.#counts.atOnce += 1;
      return entry;
    }
    this.#counts.waited += 1;
    if (kept === undefined) this.#firstReads.note(place);
    const making = this.#makeSince(place, least ?? this.#latest.version);
    if (kept === undefined) return making;
    // What was kept may have been withdrawn while they waited.
    return within(making, WAIT_MS, () => this.#kept.peek(place.name)?.entry ?? making);
  }

  /**
   * The application has said what the version is. What was made of another is no longer of the present, and what is being read
   * is made anew; what may not be shown any more is let go of at once.
   */
  moveTo(version: number, { holdsMs = this.#holdsMs, shownFrom = 0, isCertain = true, silentMs = 0 }: Move = {}): void {
    this.#holdsMs = holdsMs;
    const before = this.#latest.shownFrom;
    const hasMoved = this.#latest.hear(version, shownFrom, isCertain);
    const isWithdrawing = this.#latest.shownFrom > before;
    if (isWithdrawing) this.#withdraw();
    if (!hasMoved && !isCertain && !isWithdrawing) return;
    const nowMs = performance.now();
    if (hasMoved) this.#sweep.noteMove();
    for (const kept of this.#kept.values()) {
      if (kept.version !== this.#latest.version) {
        kept.entry.outdatedAtMs ??= nowMs - (silentMs > SILENCE_MS ? silentMs : 0);
      }
      if (isHot(kept, nowMs) && outdatedAtMs(kept, this.#holdsMs) <= nowMs) this.#due.add(kept.place);
    }
    const first = this.#options.first();
    if (first.length > 0) this.#due.giveWay(Promise.all(first.map((place) => this.keepFresh(place))));
    this.#due.begin();
  }

  /** Sees to it that an entry is of the present, before others, though nobody asks for it. Resolves when nothing can be done for it. */
  async keepFresh(place: Place): Promise<void> {
    const nowMs = performance.now();
    const kept = this.#kept.peek(place.name);
    if (kept !== undefined) {
      kept.readAtMs = nowMs;
      if (outdatedAtMs(kept, this.#holdsMs) > nowMs || nowMs < kept.retryAtMs || !this.#options.isAlive()) return;
    }
    if (kept !== undefined && nowMs < kept.restsUntilMs) this.#makeSoon(place);
    else if (!this.#failures.has(place)) await this.#make(place).catch(() => undefined);
  }

  /** What is kept of a place, though it may be old; null: nothing. */
  peek(place: Place): { readonly entry: Entry; readonly version: number } | null {
    return this.#kept.peek(place.name) ?? null;
  }

  /** Puts what outlived an earlier process in its place: old bytes, since `outdatedAtMs` at the latest, until the application has said more. */
  restore(place: Place, answer: Answer, version: number, outdatedAtMs: number): void {
    this.#kept.restore(place, answer, version, outdatedAtMs);
  }

  /** Lets go of what is kept of places that are not listed any more. */
  retainListed(): void {
    this.#kept.drop(({ place }) => !this.#options.isListed(place));
  }

  /**
   * Makes one entry that nobody asks for: the first that is missing of what is essential or was withdrawn, else, where nothing of
   * what is read is due and the version stands, the one that is outdated longest, or has become old. To be called a few times a
   * second: a copy on the disk is whole and of the present in the end, without thousands being made at once.
   */
  sweep(): void {
    if (this.#options.isAlive()) this.#sweep.tick();
  }

  #missing(): Place | null {
    const wanted = [...this.#options.essential(), ...this.#withdrawn.values()];
    return wanted.find((place) => !this.#kept.has(place.name) && !this.#failures.has(place)) ?? null;
  }

  /** undefined: the reader has to wait for what is made anew. */
  #readAtOnce(kept: Kept, least: number | null): Entry | undefined {
    const nowMs = performance.now();
    const wasHot = isHot(kept, nowMs);
    kept.reads = readsOfLate(kept, nowMs) + 1;
    kept.readAtMs = nowMs;
    const oldAtMs = outdatedAtMs(kept, this.#holdsMs);
    const knowsEnough = least === null || kept.version >= least;
    if (knowsEnough && oldAtMs > nowMs) return kept.entry;
    if (nowMs < kept.retryAtMs || !this.#options.isAlive()) return kept.entry;
    if (!knowsEnough) return undefined;
    if ((kept.isAwaited || !wasHot) && nowMs - oldAtMs >= GRACE_MS) {
      kept.isAwaited = true;
      return undefined;
    }
    this.#makeSoon(kept.place);
    return kept.entry;
  }

  /** What nobody can make now is due again when the application speaks again. */
  #dueAtMs(place: Place): number | null {
    const kept = this.#kept.peek(place.name);
    if (!this.#options.isAlive()) return null;
    if (kept === undefined) {
      const isWanted = this.#withdrawn.has(place.name) && !this.#failures.has(place);
      return isWanted ? Number.NEGATIVE_INFINITY : null;
    }
    const nowMs = performance.now();
    if (outdatedAtMs(kept, this.#holdsMs) > nowMs || !isHot(kept, nowMs)) return null;
    return Math.max(kept.restsUntilMs, kept.retryAtMs);
  }

  #makeSoon(place: Place): void {
    this.#due.add(place);
    this.#due.begin();
  }

  /** Lets go of all that may not be shown any more, and has made again first what is worth most, then what is being read. */
  #withdraw(): void {
    const { shownFrom } = this.#latest;
    const { essential, onWithdrawn } = this.#options;
    onWithdrawn(shownFrom);
    const nowMs = performance.now();
    const gone = this.#kept.drop(({ version }) => version < shownFrom);
    const missing = essential().filter(({ name }) => !this.#kept.has(name));
    for (const place of [...missing, ...gone.map((kept) => kept.place)]) this.#withdrawn.set(place.name, place);
    const read = gone.filter((kept) => isHot(kept, nowMs)).map(({ place }) => place);
    for (const place of [...missing, ...read]) this.#due.add(place);
  }

  /** What is being made already may be of before `version`; what is begun after that is not. */
  async #makeSince(place: Place, version: number): Promise<Entry> {
    const made = await this.#make(place);
    if (isSince(made, Math.max(version, this.#latest.shownFrom))) return made.entry;
    const again = await this.#make(place);
    if (!isSince(again, this.#latest.shownFrom)) throw unanswered();
    return again.entry;
  }

  #make(place: Place): Promise<Made> {
    const begun = this.#making.get(place.name);
    if (begun !== undefined) return begun;
    const making = this.#ask(place).finally(() => {
      this.#making.delete(place.name);
      this.#firstReads.forget(place);
      this.#due.begin();
    });
    this.#making.set(place.name, making);
    return making;
  }

  async #ask(place: Place): Promise<Made> {
    const before = this.#kept.peek(place.name);
    const restsUntilMs = performance.now() + REST_MS;
    try {
      const isRefresh = before !== undefined || this.#withdrawn.has(place.name);
      const { answer, version } = await this.#options.ask(place, isRefresh);
      const hasFailed = answer.status >= 500;
      if (hasFailed && this.#kept.has(place.name)) throw new Error(`The application answered ${answer.status}.`);
      const entry = this.#kept.entryOf(place, answer);
      if (before !== undefined) await entry.prepareLike(before.entry);
      if (version === null) this.#letGo(place);
      else this.#keep(place, entry, version, restsUntilMs);
      if (hasFailed) this.#failures.tell(place, () => entry);
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
      this.#failures.refuse(place, error);
      return;
    }
    kept.retryAtMs = nowMs + RETRY_MS;
    kept.isAwaited = false;
    if (outdatedAtMs(kept, this.#holdsMs) <= nowMs) kept.entry.outdatedAtMs ??= nowMs;
  }

  #keep(place: Place, entry: Entry, version: number, restsUntilMs: number): void {
    // An answer may know of a version before the application's own word has come.
    this.moveTo(version, { isCertain: false });
    if (version < this.#latest.shownFrom) return;
    if (!this.#options.isListed(place)) {
      this.#letGo(place);
      return;
    }
    this.#withdrawn.delete(place.name);
    const nowMs = performance.now();
    const { readAtMs, reads } = this.#kept.peek(place.name) ?? this.#firstReads.of(place);
    // The version may have moved while it was made: then it is made anew next.
    const isBehind = version !== this.#latest.version;
    entry.outdatedAtMs = isBehind ? nowMs : null;
    const times = { madeAtMs: nowMs, readAtMs, reads, restsUntilMs, retryAtMs: 0 };
    this.#kept.set(place.name, { place, entry, version, isAwaited: false, ...times });
    if (isBehind && isHot({ readAtMs }, nowMs)) this.#due.add(place);
    this.#options.onMade(place, entry, version);
  }

  /** Nothing is to be kept of a place. */
  #letGo({ name }: Place): void {
    this.#withdrawn.delete(name);
    this.#kept.delete(name);
  }
}
