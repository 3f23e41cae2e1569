import type { AddressId, SourceId } from "@/domain/facts";
import { MINUTE_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { perContext } from "@/server/per-context";

/** So long an address is one person's alone after they last asked for it; a page that is open asks every half minute. */
const LEASE_MS = 2 * MINUTE_MS;

interface Lease {
  readonly session: number;
  /** On real time. */
  readonly untilMs: number;
}

// In memory alone: it spares two people the same work, and nothing worse happens when it is lost.
const leasesOf = perContext("check-leases", () => new Map<string, Lease>());

export interface Leases {
  /** Whether somebody else has the address before them. */
  isHeld(address: AddressId): boolean;
  /** Makes these the session's, and lets go of all else that it had of the source. */
  hold(addresses: readonly AddressId[]): void;
}

/** What is handed out of the queue of a source, as seen by a session. */
export function leases(context: Context, source: SourceId, session: number): Leases {
  const all = leasesOf(context);
  const nowMs = Date.now();
  return {
    isHeld(address) {
      const lease = all.get(`${source}/${address}`);
      return lease !== undefined && lease.untilMs > nowMs && lease.session !== session;
    },
    hold(addresses) {
      for (const [key, lease] of all) {
        const isOld = lease.session === session && key.startsWith(`${source}/`);
        if (isOld || lease.untilMs <= nowMs) all.delete(key);
      }
      for (const address of addresses) all.set(`${source}/${address}`, { session, untilMs: nowMs + LEASE_MS });
    },
  };
}
