import type { NetworkId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import type { Reading } from "./days";
import { membershipsOf } from "./membership-facts";

/**
 * Since when nothing has changed at a network, seen from just before `at`: its counts are the same from there up to `at`.
 * It may be later than it could be, never earlier; `at` itself says nothing. -Infinity: nothing is known of any time before.
 */
export async function quietSince(reading: Reading, network: NetworkId, at: Instant): Promise<Instant> {
  const { context, reader } = reading;
  const [row] = await reader.$queryRaw<[Record<"event" | "round" | "setting" | "counting" | "stale", bigint | null>]>`
    SELECT
      (SELECT max("at") FROM "Event" WHERE "at" < ${at}) AS "event",
      (SELECT max("at") FROM "Round" WHERE "at" < ${at}) AS "round",
      (SELECT max("fromAt") FROM "NetworkSetting" WHERE "fromAt" < ${at}) AS "setting",
      (SELECT max("fromAt") FROM "SourceSetting" WHERE "fromAt" < ${at}) AS "counting",
      (SELECT max("staleAfterMs") FROM (
        SELECT "staleAfterMs" FROM "NetworkSetting" UNION ALL SELECT "staleAfterMs" FROM "SourceSetting") AS s) AS "stale"`;
  const memberships = (await membershipsOf(context, reader, [network])).get(network) ?? [];
  // What the latest round made known ends by itself, and what earlier ones did has ended before.
  const lastExpiry = row.round === null ? null : row.round + (row.stale ?? 0n);
  const turns = [row.event, row.round, row.setting, row.counting, lastExpiry].flatMap((turn) =>
    turn === null ? [] : [Math.min(Number(turn), at)],
  );
  for (const { from, to } of memberships) {
    if (from < at) turns.push(from);
    if (to !== null && to < at) turns.push(to);
  }
  return turns.reduce((latest, turn) => Math.max(latest, turn), Number.NEGATIVE_INFINITY);
}
