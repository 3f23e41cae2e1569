import { foldBlocks } from "@/domain/blocks";
import { groupBy } from "@/domain/group";
import { Prisma } from "@/prisma/generated/client/client";
import type { BlockRow, EventRow } from "@/server/recording/block-rows";
import { putBlocks, readEventRows } from "@/server/recording/block-rows";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";

export interface Rebuilt {
  readonly events: number;
  readonly blocks: number;
}

/** A rebuild of ten million events takes minutes, in which nobody else writes. */
const TIMEOUT_MS = 60 * 60_000;

/** Events read at once. */
const PAGE = 20_000;

/**
 * Derives all blocks anew from the events and drops the kept days, in one transaction: what was derived is a pure function
 * of the facts, so nothing changes unless something was wrong. `onProgress` is told the share that is done, 0 to 1.
 * Throws 503 as `change` does; then all is as it was.
 */
export async function rebuild(context: Context, onProgress: (share: number) => void = () => {}): Promise<Rebuilt> {
  const { result } = await change(
    context,
    async (tx) => {
      await tx.day.deleteMany();
      await tx.block.deleteMany();
      await tx.state.update({ where: { id: 1 }, data: { pastRevision: { increment: 1 } } });
      return { result: await deriveBlocks(tx, onProgress), changed: true };
    },
    { timeoutMs: TIMEOUT_MS },
  );
  return result;
}

async function deriveBlocks(tx: Transaction, onProgress: (share: number) => void): Promise<Rebuilt> {
  const total = await tx.event.count();
  const sum = { events: 0, blocks: 0 };
  let pending: EventRow[] = [];
  for (;;) {
    const page = await readPage(tx, pending.at(-1));
    const pairs = [...groupBy([...pending, ...page], ({ addressId, sourceId }) => `${addressId} ${sourceId}`).values()];
    // The page may end in the midst of a pair.
    pending = page.length < PAGE ? [] : (pairs.pop() ?? []);
    const blocks = pairs.flatMap(foldPair);
    if (blocks.length > 0) await putBlocks(tx, blocks);
    sum.events += page.length;
    sum.blocks += blocks.length;
    onProgress(total === 0 ? 1 : sum.events / total);
    if (page.length < PAGE) return sum;
  }
}

function foldPair(events: readonly EventRow[]): BlockRow[] {
  const [first] = events;
  if (first === undefined) return [];
  const { addressId, sourceId } = first;
  return foldBlocks(events).map((block) => ({ ...block, addressId, sourceId }));
}

/** The events after one (undefined: from the first), by pair, `at` and arrival. */
async function readPage(tx: Transaction, after: EventRow | undefined): Promise<EventRow[]> {
  const [address, source, at, seq] = [after?.addressId ?? 0, after?.sourceId ?? 0, after?.at ?? 0, after?.seq ?? 0].map(
    BigInt,
  );
  const rows = await readEventRows(
    tx,
    Prisma.sql`(
      SELECT * FROM "Event" WHERE ("addressId", "sourceId", "at", "seq") > (${address}, ${source}, ${at}, ${seq})
      ORDER BY "addressId", "sourceId", "at", "seq" LIMIT ${BigInt(PAGE)}
    ) AS e`,
  );
  return rows.sort((a, b) => a.addressId - b.addressId || a.sourceId - b.sourceId || a.at - b.at || a.seq - b.seq);
}
