import type { Instant } from "@/domain/instant";

/** Where an entry stands in the log: `at`, kind (1 update, 0 measured), `postedAt` of an update (else 0), id or slug. */
export type Place = readonly [at: Instant, kind: 0 | 1, postedAt: Instant, id: string];

/** Newest first; at one instant updates, by `postedAt`, then id, above what was measured. Zero only for the same place. */
export function compareNewestFirst(a: Place, b: Place): number {
  const byInstants = b[0] - a[0] || b[1] - a[1] || b[2] - a[2];
  if (byInstants !== 0) return byInstants;
  return a[3] === b[3] ? 0 : a[3] < b[3] ? 1 : -1;
}
