import { LRUCache } from "lru-cache";
import { isProblem } from "@/server/problem";
import type { Entry } from "./entry";
import type { Place } from "./places";

/** The application has failed: for so long it is no use to ask again. */
export const RETRY_MS = 1_000;
const AT_MOST = 1_000;
/** Looked up each time: a test may have set another clock since. */
const perf = { now: () => performance.now() };

/** Where there was nothing to fall back on: what the application said just now, or that it said nothing. */
export class Failures {
  readonly #told = new LRUCache<string, () => Entry | Promise<Entry>>({ max: AT_MOST, ttl: RETRY_MS, perf });

  has({ name }: Place): boolean {
    return this.#told.has(name);
  }

  /** undefined: it has not failed of late. Rejects as asking did. */
  find({ name }: Place): Entry | Promise<Entry> | undefined {
    return this.#told.get(name)?.();
  }

  /** What has no answer. That too many waited says nothing of those who come next, and is not kept. */
  refuse(place: Place, error: unknown): void {
    if (isProblem(error) && error.code === "busy") return;
    this.tell(place, () => Promise.reject(error));
  }

  tell({ name }: Place, answer: () => Entry | Promise<Entry>): void {
    this.#told.set(name, answer);
  }
}
