import ipaddr from "ipaddr.js";
import { LRUCache } from "lru-cache";
import type { Actor } from "./actor";
import { holds } from "./actor";
import { Problem } from "./problem";

const LOOK_UPS = 60;
const WINDOW_MS = 60_000;
const MAX_CLIENTS = 20_000;

const place = Symbol.for("vigie.look-ups");

/** When each client looked something up, oldest first, in real time: one table, whichever copy of this module asks. */
function lookUps(): LRUCache<string, number[]> {
  const home: typeof globalThis & { [place]?: LRUCache<string, number[]> } = globalThis;
  home[place] ??= new LRUCache({ max: MAX_CLIENTS });
  return home[place];
}

/** Who asks, as far as limits go: an IPv4 address, or the /64 of an IPv6 address. */
function clientOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : parsed.toByteArray().slice(0, 8).join(".");
}

/**
 * Counts a look-up of an address, by page or API. Throws 429 `too_many_requests` with `Retry-After` for the 61st of a client
 * within a minute; those that were refused do not count, and whoever may read addresses is not counted.
 * `headers` are the request's: `x-vigie-client` is the reader's address, as the server file found it.
 */
export function takeLookUp(actor: Actor, headers: Pick<Headers, "get">): void {
  if (holds(actor, "read")) return;
  const client = clientOf(headers.get("x-vigie-client") ?? "");
  const nowMs = performance.now();
  const past = (lookUps().get(client) ?? []).filter((at) => at > nowMs - WINDOW_MS);
  const [oldest] = past;
  if (past.length >= LOOK_UPS && oldest !== undefined) {
    const seconds = Math.max(1, Math.ceil((oldest + WINDOW_MS - nowMs) / 1_000));
    throw new Problem(429, "too_many_requests", `${LOOK_UPS} look-ups a minute; try again in ${seconds} s.`, {
      headers: { "Retry-After": String(seconds) },
    });
  }
  lookUps().set(client, [...past, nowMs]);
}
