import type { RemovalBody, RemovalReceipt } from "@/domain/contract/desk/checks";
import { RemovalMethod } from "@/domain/contract/desk/checks";
import type { AddressId, SourceId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import { jsonList, jsonRows, readTuples } from "@/server/database/sql";
import type { Pair } from "@/server/recording/block-rows";
import type { Actor, StaffActor } from "./actor";
import { nameOf, requireStaff } from "./actor";
import { recordAudit } from "./audit";
import type { Context } from "./context";
import type { Database, Transaction } from "./db";
import type { RepeatableRequest } from "./idempotency";
import { makeOnce } from "./idempotency";
import { Problem } from "./problem";

/** That a source was asked to let go of an address; which block it belongs to says `domain/removal.ts`. */
export interface RemovalRequest extends Pair {
  readonly id: number;
  readonly at: Instant;
  /** As the audit log names them. */
  readonly requestedBy: string;
  readonly method: RemovalMethod;
  readonly note: string | null;
}

/** All requests ever made for these pairs of address and source, ascending by `at`, then as they were made. */
export async function listRemovalRequests(
  reader: Pick<Database | Transaction, "$queryRaw">,
  pairs: readonly Pair[],
): Promise<RemovalRequest[]> {
  if (pairs.length === 0) return [];
  const wanted = jsonRows(
    "p",
    ["addressId", "sourceId"],
    pairs.map(({ addressId, sourceId }) => [addressId, sourceId]),
  );
  const rows = await readTuples<[number, AddressId, SourceId, Instant, string, string, string | null]>(
    reader,
    Prisma.sql`r."id", r."addressId", r."sourceId", r."at", r."requestedBy", r."method", r."note"`,
    Prisma.sql`"RemovalRequest" AS r WHERE (r."addressId", r."sourceId") IN (
      SELECT p."addressId", p."sourceId" FROM ${wanted})`,
  );
  return rows
    .map(([id, addressId, sourceId, at, requestedBy, method, note]) => ({
      id,
      addressId,
      sourceId,
      at,
      requestedBy,
      method: RemovalMethod.parse(method),
      note,
    }))
    .sort((a, b) => a.at - b.at || a.id - b.id);
}

/**
 * Remembers that a source was asked, now, to let go of addresses. Those that it does not block are named and otherwise left
 * alone: a request belongs to a block. The same request with one Idempotency-Key is made once.
 *
 * Throws as `requireStaff` and `makeOnce` do, 422 `unknown_source`, and `not_blocked` where it blocks none of them.
 */
export async function requestRemoval(
  context: Context,
  actor: Actor,
  request: RepeatableRequest | null,
  { source, addresses, method, note }: RemovalBody,
): Promise<RemovalReceipt> {
  requireStaff(actor, "editor");
  return makeOnce(context, actor, request, {
    async write(tx) {
      const at = context.clock.now();
      const row = await tx.source.findFirst({ where: { slug: source, hiddenAt: null }, select: { id: true } });
      if (row === null) {
        const detail = `Nothing is declared as ${source}.`;
        throw new Problem(422, "unknown_source", detail, {
          errors: [{ path: "/source", code: "unknown_source", detail }],
        });
      }
      const blocked = await blockedAmong(tx, row.id, addresses, at);
      if (blocked.length === 0) {
        throw new Problem(422, "not_blocked", `${source} blocks none of these addresses at this moment.`);
      }
      await storeRequests(tx, actor, { sourceId: row.id, at, method, note }, blocked);
      const ips = blocked.map(({ ip }) => ip);
      await recordAudit(tx, actor, "removal.request", source, { addresses: ips, method, note });
      const { id } = await tx.removalRequest.findFirstOrThrow({ orderBy: { id: "desc" }, select: { id: true } });
      return `removal-${id}`;
    },
    answer: (tx, subject) => receiptOf(tx, Number(subject.slice("removal-".length)), addresses),
  });
}

/** What came of asking for `addresses`: `last` is the last request of the act. */
async function receiptOf(tx: Transaction, last: number, addresses: readonly string[]): Promise<RemovalReceipt> {
  const { at, sourceId, requestedBy } = await tx.removalRequest.findUniqueOrThrow({ where: { id: last } });
  const act = { where: { at, sourceId, requestedBy }, select: { address: { select: { ip: true } } } };
  const requested = new Set((await tx.removalRequest.findMany(act)).map(({ address }) => address.ip));
  return {
    at: formatInstant(Number(at)),
    requested: addresses.filter((address) => requested.has(address)),
    notBlocked: addresses.filter((address) => !requested.has(address)),
  };
}

/** What is remembered of several requests that are one act. */
interface Asking {
  readonly sourceId: SourceId;
  readonly at: Instant;
  readonly method: RemovalMethod;
  readonly note: string | null;
}

/** Stores a request for each address; the caller has checked the right, and audits. */
export async function storeRequests(
  tx: Transaction,
  actor: StaffActor,
  { at, ...asking }: Asking,
  addresses: readonly { readonly id: AddressId }[],
): Promise<void> {
  await tx.removalRequest.createMany({
    data: addresses.map(({ id }) => ({
      ...asking,
      addressId: id,
      at: BigInt(at),
      requestedBy: nameOf(actor),
      createdAt: BigInt(Date.now()),
    })),
  });
}

async function blockedAmong(tx: Transaction, source: SourceId, addresses: readonly string[], at: Instant) {
  const rows = await readTuples<[id: AddressId, ip: string]>(
    tx,
    Prisma.sql`a."id", a."ip"`,
    Prisma.sql`"Address" AS a WHERE a."ip" IN ${jsonList(addresses)} AND EXISTS (
      SELECT 1 FROM "Block" AS b WHERE b."addressId" = a."id" AND b."sourceId" = ${source}
        AND b."fromAt" <= ${at} AND (b."toAt" IS NULL OR b."toAt" > ${at}))`,
  );
  return rows.map(([id, ip]) => ({ id, ip }));
}
