import type { FoldedBlock, PairEvent } from "@/domain/blocks";
import type { AddressId, Effect, SourceId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { Transaction } from "./db";
import { jsonRows, readTuples } from "./sql";

/** An address and a source. */
export interface Pair {
  readonly addressId: AddressId;
  readonly sourceId: SourceId;
}

/** An instant in the history of a pair. */
export interface Touch extends Pair {
  readonly at: Instant;
}

/** A kept block with its pair. */
export interface BlockRow extends FoldedBlock, Pair {}

/** Later than every instant that can be told. */
export const END_OF_TIME = Number.MAX_SAFE_INTEGER;

/** For each touch, the last kept block of the pair that begins at or before it and the first that begins after it. */
export async function readBlocksBeside(tx: Transaction, touches: readonly Touch[]): Promise<BlockRow[]> {
  const rows = await readTuples<[AddressId, SourceId, Instant, Instant | null, Effect, string | null]>(
    tx,
    Prisma.sql`"addressId", "sourceId", "fromAt", "toAt", "effect", "evidence"`,
    Prisma.sql`(
      SELECT DISTINCT b.* FROM ${touchRows(touches)} CROSS JOIN "Block" AS b
      ON b."addressId" = t."addressId" AND b."sourceId" = t."sourceId" AND b."fromAt" IN (
        (SELECT max(c."fromAt") FROM "Block" AS c
          WHERE c."addressId" = t."addressId" AND c."sourceId" = t."sourceId" AND c."fromAt" <= t."at"),
        (SELECT min(c."fromAt") FROM "Block" AS c
          WHERE c."addressId" = t."addressId" AND c."sourceId" = t."sourceId" AND c."fromAt" > t."at")
      )
    ) AS beside`,
  );
  return rows.map(([addressId, sourceId, from, to, effect, evidence]) => ({
    addressId,
    sourceId,
    from,
    to,
    effect,
    evidence,
  }));
}

/**
 * The events at each touch, at the nearest instants with events before and after it, and at the last with events before
 * each block's end.
 */
export async function readEventsBeside(
  tx: Transaction,
  touches: readonly Touch[],
  blocks: readonly BlockRow[],
): Promise<(PairEvent & Pair)[]> {
  const ends = blocks.map((block) => ({ ...block, at: block.to ?? END_OF_TIME }));
  const before = Prisma.sql`(SELECT max(c."at") FROM "Event" AS c
    WHERE c."addressId" = t."addressId" AND c."sourceId" = t."sourceId" AND c."at" < t."at")`;
  const after = Prisma.sql`(SELECT min(c."at") FROM "Event" AS c
    WHERE c."addressId" = t."addressId" AND c."sourceId" = t."sourceId" AND c."at" > t."at")`;
  const rows = await readTuples<
    [AddressId, SourceId, string, "block" | "unblock", Instant, Effect | null, string | null]
  >(
    tx,
    Prisma.sql`e."addressId", e."sourceId", e."externalId", e."type", e."at", e."effect", e."evidence"`,
    Prisma.sql`(
      SELECT "addressId", "sourceId", "at" FROM ${touchRows(touches)}
      UNION SELECT "addressId", "sourceId", ${before} FROM ${touchRows(touches)}
      UNION SELECT "addressId", "sourceId", ${after} FROM ${touchRows(touches)}
      UNION SELECT "addressId", "sourceId", ${before} FROM ${touchRows(ends)}
    ) AS near CROSS JOIN "Event" AS e
      ON e."addressId" = near."addressId" AND e."sourceId" = near."sourceId" AND e."at" = near."at"`,
  );
  return rows.map(([addressId, sourceId, id, type, at, effect, evidence]) => ({
    addressId,
    sourceId,
    id,
    type,
    at,
    effect,
    evidence,
  }));
}

/** Takes `stale` blocks away and puts `fresh` ones in their place. */
export async function replaceBlocks(tx: Transaction, stale: readonly BlockRow[], fresh: readonly BlockRow[]) {
  if (stale.length > 0) {
    const starts = touchRows(stale.map((block) => ({ ...block, at: block.from })));
    await tx.$executeRaw`
      DELETE FROM "Block" WHERE ("addressId", "sourceId", "fromAt") IN (SELECT * FROM ${starts})`;
  }
  if (fresh.length > 0) await insertBlocks(tx, fresh);
}

export async function insertBlocks(tx: Transaction, blocks: readonly BlockRow[]) {
  const rows = jsonRows(
    "b",
    ["addressId", "sourceId", "fromAt", "toAt", "effect", "evidence"],
    blocks.map((b) => [b.addressId, b.sourceId, b.from, b.to, b.effect, b.evidence]),
  );
  await tx.$executeRaw`
    INSERT INTO "Block" ("addressId", "sourceId", "fromAt", "toAt", "effect", "evidence") SELECT * FROM ${rows}`;
}

function touchRows(touches: readonly Touch[]): Prisma.Sql {
  return jsonRows(
    "t",
    ["addressId", "sourceId", "at"],
    touches.map((t) => [t.addressId, t.sourceId, t.at]),
  );
}
