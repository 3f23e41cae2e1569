import type { Membership, NetworkId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import type { Reading } from "./days";
import { membershipsOf } from "./membership-facts";

/**
 * Since when nothing has changed at each of the networks, seen from just before `at`: its counts are the same from there up to
 * `at`. It may be later than it could be, never earlier; `at` itself says nothing. -Infinity: nothing is known of any time before.
 */
export async function quietSince(
  reading: Reading,
  networks: readonly NetworkId[],
  at: Instant,
): Promise<Map<NetworkId, Instant>> {
  const { context, reader } = reading;
  const [row] = await reader.$queryRaw<[Record<"event" | "round" | "setting" | "counting" | "stale", bigint | null>]>`
    SELECT
      (SELECT max("at") FROM "Event" WHERE "at" < ${at}) AS "event",
      (SELECT max("at") FROM "Round" WHERE "at" < ${at}) AS "round",
      (SELECT max("fromAt") FROM "NetworkSetting" WHERE "fromAt" < ${at}) AS "setting",
      (SELECT max("fromAt") FROM "SourceSetting" WHERE "fromAt" < ${at}) AS "counting",
      (SELECT max("staleAfterMs") FROM (
        SELECT "staleAfterMs" FROM "NetworkSetting" UNION ALL SELECT "staleAfterMs" FROM "SourceSetting") AS s) AS "stale"`;
  // What the latest round made known ends by itself, and what earlier ones did has ended before.
  const lastExpiry = row.round === null ? null : row.round + (row.stale ?? 0n);
  const common = [row.event, row.round, row.setting, row.counting, lastExpiry].reduce(
    (latest, turn) => (turn === null ? latest : Math.max(latest, Math.min(Number(turn), at))),
    Number.NEGATIVE_INFINITY,
  );
  const histories = await membershipsOf(context, reader, networks);
  return new Map([...histories].map(([network, history]) => [network, lastMoveBefore(at, history, common)]));
}

/** When somebody last joined or left before `at`; `earliest` where that is later. */
function lastMoveBefore(at: Instant, memberships: readonly Membership[], earliest: Instant): Instant {
  let latest = earliest;
  for (const { from, to } of memberships) {
    if (from < at) latest = Math.max(latest, from);
    if (to !== null && to < at) latest = Math.max(latest, to);
  }
  return latest;
}
