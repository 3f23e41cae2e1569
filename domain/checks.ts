import type { PairEvent } from "./blocks";
import { foldBlocks } from "./blocks";
import type { Effect } from "./facts";
import type { Instant } from "./instant";
import { DAY_MS, HOUR_MS, holdsAt } from "./instant";

/** What a queue knows of an address that a person can look up at a source. Instants are null where there was no such thing. */
export interface Checkable {
  readonly blockedSince: Instant | null;
  /** When removal of the present block was asked for. */
  readonly requestedAt: Instant | null;
  /** When a person last answered blocked, clear or removal asked. */
  readonly answeredAt: Instant | null;
  /** When a person last passed over it. */
  readonly skippedAt: Instant | null;
  /** How long an answer holds: that of the source, else of the network; null: for ever. */
  readonly staleAfterMs: number | null;
}

/** So long an address that was passed over waits at the end: a round of the queue is over by then. */
export const SKIPPED_MS = 4 * HOUR_MS;

/**
 * How old an answer gets before it is asked for again. Earlier than it goes stale, so that whoever looks every day at about
 * the same hour leaves no gap; a day where answers hold for ever.
 */
function dueAfterMs(staleAfterMs: number | null): number {
  return staleAfterMs === null ? DAY_MS : (staleAfterMs * 3) / 4;
}

/** Whether a person should look (again), whatever is asked for removal. */
export function isDue({ answeredAt, staleAfterMs }: Checkable, now: Instant): boolean {
  return answeredAt === null || now - answeredAt >= dueAfterMs(staleAfterMs);
}

/**
 * What is left to do, in the order to do it: blocked without removal asked for, longest blocked first; then what nobody ever
 * answered; then the longest ago. What a person had before them within the last hours (skipped, or found blocked and left without
 * a request) comes after all others, the first of them first. Equals keep the order given.
 */
export function queueOf<T extends Checkable>(items: readonly T[], now: Instant): T[] {
  return items
    .map((item) => ({ item, rank: rankOf(item, now) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => {
      const [first, then] = [a.rank ?? [], b.rank ?? []];
      const differs = first.findIndex((value, index) => value !== then[index]);
      return differs === -1 ? 0 : (first[differs] ?? 0) - (then[differs] ?? 0);
    })
    .map(({ item }) => item);
}

/** null: nothing to do. */
function rankOf(item: Checkable, now: Instant): readonly number[] | null {
  const { blockedSince, requestedAt, answeredAt, skippedAt } = item;
  const isToBeAsked = blockedSince !== null && requestedAt === null;
  if (!isToBeAsked && !isDue(item, now)) return null;
  const wasSkipped = skippedAt !== null && skippedAt > (answeredAt ?? -Infinity);
  const passedAt = wasSkipped ? skippedAt : isToBeAsked ? answeredAt : null;
  if (passedAt !== null && now - passedAt < SKIPPED_MS) return [1, passedAt];
  if (isToBeAsked) return [0, 0, blockedSince];
  return answeredAt === null ? [0, 1] : [0, 2, answeredAt];
}

/** An event that takes back what another said. */
export interface Correction {
  readonly type: "block" | "unblock";
  readonly at: Instant;
  readonly effect: Effect | null;
  readonly evidence: string | null;
}

/**
 * The event that brings a pair back to what it was before one of its events was given by mistake; null: that one had changed
 * nothing. A wrong release is voided at its own instant and leaves no trace in the blocks. A wrong block cannot be: at one
 * instant the block wins, so it is released a millisecond later, and a block of that length stays in the history. What others
 * said since then holds.
 */
export function correctionOf(mistake: PairEvent, others: readonly PairEvent[]): Correction | null {
  const stood = foldBlocks(others.filter(({ at }) => at <= mistake.at)).find((block) => holdsAt(block, mistake.at));
  if (stood === undefined) {
    return mistake.type === "unblock" ? null : { type: "unblock", at: mistake.at + 1, effect: null, evidence: null };
  }
  const { effect, evidence } = stood;
  if (mistake.type === "unblock") return { type: "block", at: mistake.at, effect, evidence };
  const isSame = mistake.effect === effect && mistake.evidence === evidence;
  return isSame ? null : { type: "block", at: mistake.at + 1, effect, evidence };
}
