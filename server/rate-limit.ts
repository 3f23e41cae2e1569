import { LRUCache } from "lru-cache";
import { clientOf } from "@/domain/client";
import type { Actor } from "./actor";
import { holds } from "./actor";
import { Problem } from "./problem";

/** So many of something in a window that slides, for each of those who are counted. */
export interface Limit {
  /** Unique in this process. */
  readonly name: string;
  readonly max: number;
  readonly windowMs: number;
}

const MAX_COUNTED = 20_000;

const place = Symbol.for("vigie.limits");

/** When each of those counted under a limit did it, oldest first, in real time: one table, whichever copy of this module asks. */
function tableOf({ name }: Limit): LRUCache<string, number[]> {
  const home: typeof globalThis & { [place]?: Map<string, LRUCache<string, number[]>> } = globalThis;
  home[place] ??= new Map();
  const table = home[place].get(name) ?? new LRUCache<string, number[]>({ max: MAX_COUNTED });
  home[place].set(name, table);
  return table;
}

/**
 * Counts one more for `who` and returns how to take it back, for what turns out not to count. Throws 429 `too_many_requests`
 * with `Retry-After`, and with `retryAfterSeconds` in the problem, where that would be more than the limit; what was refused
 * does not count. `what` is counted, as in "look-ups".
 */
export function take(limit: Limit, who: string, what: string): () => void {
  const { max, windowMs } = limit;
  const table = tableOf(limit);
  const nowMs = performance.now();
  const past = (table.get(who) ?? []).filter((at) => at > nowMs - windowMs);
  const [oldest] = past;
  if (past.length >= max && oldest !== undefined) {
    const seconds = Math.max(1, Math.ceil((oldest + windowMs - nowMs) / 1_000));
    throw new Problem(429, "too_many_requests", `${max} ${what} in ${wordsOf(windowMs)}; try again in ${seconds} s.`, {
      headers: { "Retry-After": String(seconds) },
      members: { retryAfterSeconds: seconds },
    });
  }
  table.set(who, [...past, nowMs]);
  return () => {
    const counted = [...(table.get(who) ?? [])];
    const index = counted.indexOf(nowMs);
    if (index !== -1) counted.splice(index, 1);
    table.set(who, counted);
  };
}

function wordsOf(windowMs: number): string {
  return windowMs === 60_000 ? "a minute" : `${windowMs / 60_000} minutes`;
}

const lookUps: Limit = { name: "look-ups", max: 60, windowMs: 60_000 };

/**
 * Counts a look-up of an address, by page or API. Throws 429 `too_many_requests` as `take` does for the 61st of a client
 * within a minute; whoever may read addresses is not counted.
 * `headers` are the request's: `x-vigie-client` is the reader's address, as the server file found it.
 */
export function takeLookUp(actor: Actor, headers: Pick<Headers, "get">): void {
  if (!holds(actor, "read")) take(lookUps, clientOf(headers.get("x-vigie-client") ?? ""), "look-ups");
}
