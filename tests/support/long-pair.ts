import { MINUTE_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { jsonRows } from "@/server/database/sql";
import { rebuild } from "@/server/rebuild";

/** One event a minute of one pair, from `from` on; of five that follow each other three confirm a block that one began and one ends. */
export async function fillPair(
  context: Context,
  pair: { addressId: number; sourceId: number },
  count: number,
  from: number,
) {
  const rows = Array.from({ length: count }, (_, index) => [
    `filled ${index}`,
    index % 5 === 4 ? "unblock" : "block",
    from + index * MINUTE_MS,
    index % 5 === 4 ? null : index % 2 === 0 ? "refused" : "deferred",
  ]);
  await context.db.$executeRaw`
    INSERT INTO "Event" ("sender", "externalId", "type", "addressId", "sourceId", "at", "effect", "receivedAt")
    SELECT 'filler', r."id", r."type", ${pair.addressId}, ${pair.sourceId}, r."at", r."effect", r."at"
    FROM ${jsonRows("r", ["id", "type", "at", "effect"], rows)}`;
  await rebuild(context);
}
