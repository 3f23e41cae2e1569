import type { AddressId, Block, Effect, SourceId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { Snapshot } from "@/server/database/snapshot";
import { jsonRows, readTuples } from "@/server/database/sql";
import type { Database, Transaction } from "@/server/db";
import { perContext } from "@/server/per-context";

type Reader = Database | Transaction;
type BlocksByAddress = ReadonlyMap<AddressId, readonly Block[]>;

export interface OpenBlocks {
  readonly blocks: BlocksByAddress;
  /** Each address whose blocks may have become others, in the order in which they did; another list where that may be any. */
  readonly touched: readonly AddressId[];
}

/** Blocks that had not ended at `from`, as they are after the event number `seq`. */
interface Held {
  /** When it is another, all is read anew. */
  key: string;
  seq: number;
  blocks: Map<AddressId, readonly Block[]>;
  touched: AddressId[];
}

const heldOf = perContext("open-blocks", (): Held => ({ key: "", seq: 0, blocks: new Map(), touched: [] }));

/** Of more events than that, reading all blocks costs less than reading those of their pairs. */
const FEW = 50_000;

/**
 * The blocks of all addresses that had not ended at `from`. They are held in memory and brought up by the events that have come
 * since: blocks change by events alone, and by a rebuild, which moves the past. What is given is what is held, and holds for
 * as long as nobody waits for anything. Not for a reading within a transaction, which may yet be undone.
 */
export async function openBlocks(snapshot: Snapshot, from: Instant): Promise<OpenBlocks> {
  const { context, reader, pastRevision } = snapshot;
  const held = heldOf(context);
  const wanted = `${pastRevision} ${from}`;
  for (;;) {
    const { key, seq } = held;
    const last = await lastSeq(reader);
    const isHeld = key === wanted && seq <= last && last - seq < FEW;
    const rows = isHeld ? await readTouched(reader, from, seq, last) : await readAll(reader, from);
    // Another reading has brought it up meanwhile: what this one found may be older.
    if (held.key !== key || held.seq !== seq) continue;
    if (!isHeld) held.blocks = new Map();
    if (!isHeld || held.touched.length > FEW) held.touched = [];
    else for (const [address] of rows) held.touched.push(address);
    for (const [address, source, blocks] of rows) {
      const others = (held.blocks.get(address) ?? []).filter((block) => block.source !== source);
      if (others.length + blocks.length === 0) held.blocks.delete(address);
      else held.blocks.set(address, [...others, ...blocks]);
    }
    held.key = wanted;
    held.seq = last;
    return held;
  }
}

async function lastSeq(reader: Reader): Promise<number> {
  const [row] = await reader.$queryRaw<[{ seq: bigint | null }]>`SELECT max("seq") AS "seq" FROM "Event"`;
  return Number(row.seq ?? 0n);
}

type Row = [AddressId, SourceId, Instant | null, Instant | null, Effect | null];
type OfPair = readonly [AddressId, SourceId, readonly Block[]];

const columns = Prisma.sql`b."addressId", b."sourceId", b."fromAt", b."toAt", b."effect"`;

async function readAll(reader: Reader, from: Instant): Promise<OfPair[]> {
  return byPair(
    await readTuples<Row>(
      reader,
      columns,
      Prisma.sql`(
        SELECT * FROM "Block" WHERE "toAt" IS NULL UNION ALL SELECT * FROM "Block" WHERE "toAt" > ${from}
      ) AS b`,
    ),
  );
}

/** Those of each pair that had events after `seq`; a pair may have none. */
async function readTouched(reader: Reader, from: Instant, seq: number, last: number): Promise<OfPair[]> {
  if (seq === last) return [];
  const pairs = await readTuples<[AddressId, SourceId]>(
    reader,
    Prisma.sql`"addressId", "sourceId"`,
    Prisma.sql`(SELECT DISTINCT "addressId", "sourceId" FROM "Event" WHERE "seq" > ${seq} AND "seq" <= ${last}) AS e`,
  );
  const found = await readTuples<Row>(
    reader,
    columns,
    Prisma.sql`${jsonRows("p", ["addressId", "sourceId"], pairs)} CROSS JOIN "Block" AS b
      ON b."addressId" = p."addressId" AND b."sourceId" = p."sourceId" AND (b."toAt" IS NULL OR b."toAt" > ${from})`,
  );
  return byPair([...pairs.map(([address, source]): Row => [address, source, null, null, null]), ...found]);
}

/** A row without a beginning stands for its pair alone. */
function byPair(rows: readonly Row[]): OfPair[] {
  const pairs = new Map<string, [AddressId, SourceId, Block[]]>();
  for (const [address, source, from, to, effect] of rows) {
    const key = `${address} ${source}`;
    const ofPair = pairs.get(key) ?? [address, source, []];
    pairs.set(key, ofPair);
    if (from !== null && effect !== null) ofPair[2].push({ address, source, from, to, effect });
  }
  return [...pairs.values()];
}
