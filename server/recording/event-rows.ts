import type { Effect } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import { jsonList, jsonRows, readTuples } from "@/server/database/sql";
import type { Transaction } from "@/server/db";

/** What a sender said under an id of its own. */
export interface SentEvent {
  /** The name of the token. */
  readonly sender: string;
  readonly id: string;
  readonly type: "block" | "unblock";
  /** In RFC 5952's form. */
  readonly address: string;
  /** A slug. */
  readonly source: string;
  readonly at: Instant;
  readonly effect: Effect | null;
  /** As it is stored: without the local parts of mail addresses. */
  readonly evidence: string | null;
}

/** An address that is or was in a network. */
export interface AddressRecord {
  readonly id: number;
  /** Ascending; at least one. */
  readonly memberships: readonly { readonly network: string; readonly from: Instant }[];
}

/** An event with the numbers of its pair. */
export interface StoredEvent extends SentEvent {
  readonly addressId: number;
  readonly sourceId: number;
}

/** Under which an event is known: ids belong to their sender. Neither part can hold a NUL. */
export function keyOf({ sender, id }: Pick<SentEvent, "sender" | "id">): string {
  return `${sender}\0${id}`;
}

/** The stored events that bear the same sender and id as one of `events`, by `keyOf`. */
export async function findSent(tx: Transaction, events: readonly SentEvent[]): Promise<Map<string, SentEvent>> {
  const keys = jsonRows(
    "k",
    ["sender", "id"],
    events.map(({ sender, id }) => [sender, id]),
  );
  const rows = await tx.$queryRaw<(Omit<SentEvent, "at"> & { at: bigint })[]>`
    SELECT e."sender", e."externalId" AS "id", e."type", a."ip" AS "address", s."slug" AS "source", e."at", e."effect",
      e."evidence"
    FROM ${keys}
    CROSS JOIN "Event" AS e ON e."sender" = k."sender" AND e."externalId" = k."id"
    JOIN "Address" AS a ON a."id" = e."addressId"
    JOIN "Source" AS s ON s."id" = e."sourceId"`;
  return new Map(rows.map((row) => [keyOf(row), { ...row, at: Number(row.at) }]));
}

/** The ids of those sources of `events` that are declared, by slug. */
export async function findSourceIds(tx: Transaction, events: readonly SentEvent[]): Promise<Map<string, number>> {
  const slug = { in: [...new Set(events.map(({ source }) => source))] };
  const rows = await tx.source.findMany({ where: { slug, hiddenAt: null }, select: { id: true, slug: true } });
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}

/** Those addresses of `events` that are or were in a network, by their text. */
export async function findAddresses(
  tx: Transaction,
  events: readonly SentEvent[],
): Promise<Map<string, AddressRecord>> {
  const addresses = jsonList([...new Set(events.map(({ address }) => address))]);
  const rows = await readTuples<[id: number, ip: string, network: string, from: Instant]>(
    tx,
    Prisma.sql`a."id", a."ip", n."slug", m."fromAt"`,
    Prisma.sql`"Address" AS a
      JOIN "Membership" AS m ON m."addressId" = a."id"
      JOIN "Network" AS n ON n."id" = m."networkId"
      WHERE a."ip" IN ${addresses}`,
  );
  const found = new Map<string, { id: number; memberships: { network: string; from: Instant }[] }>();
  for (const [id, ip, network, from] of rows.sort((a, b) => a[3] - b[3])) {
    const record = found.get(ip) ?? { id, memberships: [] };
    record.memberships.push({ network, from });
    found.set(ip, record);
  }
  return found;
}

/** Appends the events in their order. */
export async function insertEvents(tx: Transaction, events: readonly StoredEvent[], receivedAt: Instant) {
  const rows = jsonRows(
    "e",
    ["sender", "externalId", "type", "addressId", "sourceId", "at", "effect", "evidence"],
    events.map((e) => [e.sender, e.id, e.type, e.addressId, e.sourceId, e.at, e.effect, e.evidence]),
  );
  await tx.$executeRaw`
    INSERT INTO "Event" ("sender", "externalId", "type", "addressId", "sourceId", "at", "effect", "evidence", "receivedAt")
    SELECT "sender", "externalId", "type", "addressId", "sourceId", "at", "effect", "evidence", ${BigInt(receivedAt)}
    FROM ${rows}`;
}
