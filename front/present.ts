import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { LRUCache } from "lru-cache";
import { clientOf } from "@/domain/client";
import type { Entry } from "@/front/memory/entry";
import type { Listing, Word } from "@/front/word";

interface Options {
  /** Known before the application has said anything. */
  readonly listing: Listing;
  readonly staleAfterMs: number;
}

/** Whoever wrote something, reads of it from then on, for as long as others may be told what was before. */
const WRITERS_MS = 2_000;
const WRITERS_AT_MOST = 10_000;
/** Looked up each time: a test may have set another clock since. */
const perf = { now: () => performance.now() };
const PATIENCE_MS = 1_000;

/** What is known of the present: the application's last word, and who has written since. */
export class Present {
  readonly #staleAfterMs: number;
  readonly #writers = new LRUCache<string, number>({ max: WRITERS_AT_MOST, ttl: WRITERS_MS, perf });
  readonly #waiting = new Set<() => void>();
  #listing: Listing;
  #version = -1;
  /** On a clock that never jumps. */
  #lastWordAtMs = Number.NEGATIVE_INFINITY;
  #lastWriteAtMs = Number.NEGATIVE_INFINITY;

  constructor({ listing, staleAfterMs }: Options) {
    this.#listing = listing;
    this.#staleAfterMs = staleAfterMs;
  }

  /** What there is to ask for; another object once it has changed. */
  get listing(): Listing {
    return this.#listing;
  }

  /** Whether the application has long not said that the facts still hold. */
  get isStale(): boolean {
    return this.silentMs > this.#staleAfterMs;
  }

  /**
   * Whether an entry may no longer say that it is fresh: nobody vouches for anything, or its own facts have long been replaced and
   * it could not be made anew.
   */
  isStaleFor({ outdatedAtMs }: Entry): boolean {
    return this.isStale || (outdatedAtMs !== null && performance.now() - outdatedAtMs > this.#staleAfterMs);
  }

  /** For how long the application has said nothing; infinite: ever. */
  get silentMs(): number {
    return performance.now() - this.#lastWordAtMs;
  }

  /** What an earlier process knew, `ageMs` ago by the wall clock; less than 0: that clock was set back, and nobody knows. */
  restore(listing: Listing, ageMs: number): void {
    this.#listing = listing;
    this.#lastWordAtMs = ageMs < 0 ? Number.NEGATIVE_INFINITY : performance.now() - ageMs;
  }

  hear({ version, listing }: Word): void {
    this.#lastWordAtMs = performance.now();
    this.#version = version;
    if (listing !== null && !isDeepStrictEqual(listing, this.#listing)) this.#listing = listing;
    for (const look of this.#waiting) look();
  }

  /**
   * The application has answered a write that came from `address`; what it says from now on of `version` or a later one tells
   * of it.
   */
  noteWrite(address: string, version: number): void {
    this.#lastWriteAtMs = performance.now();
    this.#writers.set(clientOf(address), version);
  }

  /** Whether anybody has written just now: else nobody need be asked who they are. */
  get hasWriters(): boolean {
    return performance.now() - this.#lastWriteAtMs < WRITERS_MS;
  }

  /**
   * The version that the last write of the client at `address` has led to, null where they wrote nothing lately. Resolves once
   * what there is to ask for is known of it, or not in time.
   */
  async versionOfWriter(address: string): Promise<number | null> {
    const version = this.#writers.get(clientOf(address)) ?? null;
    if (version === null || this.#version >= version) return version;
    const done = new AbortController();
    const look = () => {
      if (this.#version >= version) done.abort();
    };
    this.#waiting.add(look);
    await sleep(PATIENCE_MS, undefined, { signal: done.signal }).catch(() => undefined);
    this.#waiting.delete(look);
    return version;
  }
}
