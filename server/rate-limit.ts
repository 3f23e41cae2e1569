import ipaddr from "ipaddr.js";
import { LRUCache } from "lru-cache";
import { type Actor, holds } from "./actor";
import type { Context } from "./context";
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

/**
 * Who asks, as far as limits go: an IPv4 address, or the /64 of an IPv6 address. `peer` is the other end of the connection;
 * where it is a trusted proxy, the last address in `forwardedFor` that is none counts instead.
 */
export function clientOf(peer: string, forwardedFor: string | null, trustedProxies: readonly string[]): string {
  const hops = [...(forwardedFor ?? "").split(",").filter((hop) => hop.trim() !== ""), peer].map((hop) => hop.trim());
  let client = hops.pop() ?? "";
  while (hops.length > 0 && isWithin(client, trustedProxies)) client = hops.pop() ?? "";
  const address = ipaddr.isValid(client) ? ipaddr.process(client) : null;
  if (address === null) return client.slice(0, 64);
  return address.kind() === "ipv4" ? address.toString() : address.toByteArray().slice(0, 8).join(".");
}

function isWithin(client: string, entries: readonly string[]): boolean {
  if (!ipaddr.isValid(client)) return false;
  const address = ipaddr.process(client);
  return entries.some((entry) => {
    const [range, bits] = ipaddr.parseCIDR(entry.includes("/") ? entry : `${entry}/${entry.includes(":") ? 128 : 32}`);
    return range.kind() === address.kind() && address.match(range, bits);
  });
}

/**
 * Counts a look-up of an address, by page or API. Throws 429 `too_many_requests` with `Retry-After` for the 61st of a client
 * within a minute; those that were refused do not count, and whoever may read addresses is not counted.
 * `headers` are the request's: in `x-vigie-client` the server file has put the other end of the connection.
 */
export function takeLookUp(context: Context, actor: Actor, headers: Pick<Headers, "get">): void {
  if (holds(actor, "read")) return;
  const peer = headers.get("x-vigie-client") ?? "";
  const client = clientOf(peer, headers.get("x-forwarded-for"), context.settings.trustedProxies);
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
