import type { Instant, Interval } from "./instant";
import { DAY_MS, holdsAt } from "./instant";

/** That a source was asked, at an instant, to let go of an address. All of a list are of one pair of address and source. */
export interface Asked {
  readonly at: Instant;
}

/**
 * The requests that belong to a block: those made while it stood. Late events that move its beginning or its end take them
 * along or leave them out, since nothing but the two intervals decides; a request made between blocks belongs to none.
 * @returns in the order given
 */
export function requestsOf<R extends Asked>(block: Interval, requests: readonly R[]): R[] {
  return requests.filter(({ at }) => holdsAt(block, at));
}

/** The request that a block is told with: the latest of its own that had been made by `now`, of several at one instant the last given; null: none. */
export function latestRequest<R extends Asked>(block: Interval, requests: readonly R[], now: Instant): R | null {
  return requestsOf(block, requests).reduce<R | null>(
    (latest, request) => (request.at <= now && (latest === null || request.at >= latest.at) ? request : latest),
    null,
  );
}

/** When an answer may be expected; null: the source does not say how long it takes. */
export function expectedAt(requestedAt: Instant, removalDays: number | null): Instant | null {
  return removalDays === null ? null : requestedAt + Math.round(removalDays * DAY_MS);
}
