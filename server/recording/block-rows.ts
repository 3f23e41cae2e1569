import type { FoldedBlock, PairEvent } from "@/domain/blocks";
import type { AddressId, Effect, SourceId } from "@/domain/facts";
import type { Instant, Window } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import { jsonRows, readTuples } from "@/server/database/sql";
import type { Transaction } from "@/server/db";

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

/** Where the history of a pair ends. */
export interface PairEnd extends Pair {
  /** Of its latest event; null: it has none. */
  readonly lastAt: Instant | null;
  /** The kept block that has not ended; null: there is none. */
  readonly open: FoldedBlock | null;
}

/** Where the histories of pairs end that are told once each: two rows are looked at for each, however many it has. */
export async function readPairEnds(tx: Transaction, pairs: readonly Pair[]): Promise<PairEnd[]> {
  const rows = await readTuples<[AddressId, SourceId, Instant | null, Instant | null, Effect, string | null]>(
    tx,
    Prisma.sql`p."addressId", p."sourceId", (SELECT max(e."at") FROM "Event" AS e
      WHERE e."addressId" = p."addressId" AND e."sourceId" = p."sourceId"), b."fromAt", b."effect", b."evidence"`,
    Prisma.sql`(
      WITH p AS MATERIALIZED (SELECT * FROM ${pairRows(pairs)})
      SELECT * FROM p
    ) AS p
    LEFT JOIN "Block" AS b
      ON b."addressId" = p."addressId" AND b."sourceId" = p."sourceId" AND b."toAt" IS NULL AND b."fromAt" = (
        SELECT max(c."fromAt") FROM "Block" AS c
        WHERE c."addressId" = p."addressId" AND c."sourceId" = p."sourceId"
      )`,
  );
  return rows.map(([addressId, sourceId, lastAt, from, effect, evidence]) => {
    return { addressId, sourceId, lastAt, open: from === null ? null : { from, to: null, effect, evidence } };
  });
}

/** For each touch, the last kept block of the pair that begins at or before it and the first that begins after it. */
export async function readBlocksBeside(tx: Transaction, touches: readonly Touch[]): Promise<BlockRow[]> {
  const rows = await readTuples<[AddressId, SourceId, Instant, Instant | null, Effect, string | null]>(
    tx,
    Prisma.sql`"addressId", "sourceId", "fromAt", "toAt", "effect", "evidence"`,
    Prisma.sql`(
      WITH t AS MATERIALIZED (SELECT * FROM ${touchRows(touches)})
      SELECT DISTINCT b.* FROM t CROSS JOIN "Block" AS b
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

/** An event as a fold takes it, with its order of arrival. */
export interface EventRow extends PairEvent, Pair {
  readonly seq: number;
}

/** Events of `source`, a subquery named `e` as in `readTuples`, in no order. */
export async function readEventRows(tx: Transaction, source: Prisma.Sql): Promise<EventRow[]> {
  const rows = await readTuples<
    [number, AddressId, SourceId, string, "block" | "unblock", Instant, Effect | null, string | null]
  >(
    tx,
    Prisma.sql`e."seq", e."addressId", e."sourceId", e."externalId", e."type", e."at", e."effect", e."evidence"`,
    source,
  );
  return rows.map(([seq, addressId, sourceId, id, type, at, effect, evidence]) => {
    return { seq, addressId, sourceId, id, type, at, effect, evidence };
  });
}

/** The events at each touch, and at the nearest instants before and after it that have any; some may come twice. */
export async function readEventsBeside(tx: Transaction, touches: readonly Touch[]): Promise<EventRow[]> {
  return readEventRows(
    tx,
    Prisma.sql`(
      WITH t AS MATERIALIZED (SELECT * FROM ${touchRows(touches)})
      SELECT t.*, coalesce((SELECT max(c."at") FROM "Event" AS c
          WHERE c."addressId" = t."addressId" AND c."sourceId" = t."sourceId" AND c."at" < t."at"), t."at") AS "before",
        coalesce((SELECT min(c."at") FROM "Event" AS c
          WHERE c."addressId" = t."addressId" AND c."sourceId" = t."sourceId" AND c."at" > t."at"), t."at") AS "after"
      FROM t
    ) AS t CROSS JOIN "Event" AS e
      ON e."addressId" = t."addressId" AND e."sourceId" = t."sourceId" AND e."at" BETWEEN t."before" AND t."after"`,
  );
}

/** The blocks that overlap the window, of all pairs, as the table `b`; found without a look at those that ended before. */
export function blocksDuring({ from, to }: Window): Prisma.Sql {
  return Prisma.sql`(
    SELECT * FROM "Block" WHERE "toAt" IS NULL AND "fromAt" < ${Math.min(to, END_OF_TIME)}
    UNION ALL SELECT * FROM "Block" WHERE "toAt" > ${from} AND "fromAt" < ${Math.min(to, END_OF_TIME)}
  ) AS b`;
}

/** Takes blocks away that are not there any more (by where they began) and puts others there as they now are. */
export async function replaceBlocks(tx: Transaction, gone: readonly BlockRow[], come: readonly BlockRow[]) {
  if (gone.length > 0) {
    const starts = touchRows(gone.map((block) => ({ ...block, at: block.from })));
    await tx.$executeRaw`
      DELETE FROM "Block" WHERE ("addressId", "sourceId", "fromAt") IN (SELECT * FROM ${starts})`;
  }
  if (come.length > 0) await putBlocks(tx, come);
}

export async function putBlocks(tx: Transaction, blocks: readonly BlockRow[]) {
  const rows = jsonRows(
    "b",
    ["addressId", "sourceId", "fromAt", "toAt", "effect", "evidence"],
    blocks.map((b) => [b.addressId, b.sourceId, b.from, b.to, b.effect, b.evidence]),
  );
  await tx.$executeRaw`
    INSERT INTO "Block" ("addressId", "sourceId", "fromAt", "toAt", "effect", "evidence")
    SELECT * FROM ${rows} WHERE true
    ON CONFLICT ("addressId", "sourceId", "fromAt")
    DO UPDATE SET "toAt" = excluded."toAt", "effect" = excluded."effect", "evidence" = excluded."evidence"`;
}

function touchRows(touches: readonly Touch[]): Prisma.Sql {
  return jsonRows(
    "t",
    ["addressId", "sourceId", "at"],
    touches.map((t) => [t.addressId, t.sourceId, t.at]),
  );
}

function pairRows(pairs: readonly Pair[]): Prisma.Sql {
  return jsonRows(
    "p",
    ["addressId", "sourceId"],
    pairs.map((p) => [p.addressId, p.sourceId]),
  );
}
