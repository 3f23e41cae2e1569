import { createHash } from "node:crypto";
import type { HeartbeatBody } from "@/domain/contract/heartbeat";
import type { AddressId, NetworkId, SourceId } from "@/domain/facts";
import { Prisma } from "@/prisma/generated/client/client";
import type { Actor } from "@/server/actor";
import { mayTouch } from "@/server/actor";
import { jsonList, jsonRows, readTuples } from "@/server/database/sql";
import type { Transaction } from "@/server/db";
import type { Fault } from "@/server/problem";

/** What a round looked at, in ids, ascending. */
export interface Seen {
  readonly networks: readonly NetworkId[];
  /** Those named in `unknown` included: being named is being covered. */
  readonly sources: readonly SourceId[];
  /** null: every member. */
  readonly addresses: readonly AddressId[] | null;
  /** By source, ascending: the addresses that stayed unknown, null for all. */
  readonly unknown: readonly (readonly [SourceId, readonly AddressId[] | null])[];
}

/** Puts ids to what a heartbeat names; what is not declared becomes a fault at its place. */
export async function findSeen(
  tx: Transaction,
  actor: Actor,
  body: HeartbeatBody,
): Promise<{ seen: Seen; faults: readonly Fault[] }> {
  const faults: Fault[] = [];
  const declared = { where: { hiddenAt: null }, select: { id: true, slug: true } };
  const networkIds = new Map((await tx.network.findMany(declared)).map(({ id, slug }) => [slug, id]));
  const sourceIds = new Map((await tx.source.findMany(declared)).map(({ id, slug }) => [slug, id]));
  const addressIds = await findAddressIds(tx, body);
  const idOf = (ids: ReadonlyMap<string, number>, slug: string, path: string, code: string) => {
    const id = ids.get(slug);
    if (id === undefined) faults.push({ path, code, detail: `Nothing is declared as ${slug}.` });
    return id ?? 0;
  };
  const ours = (addresses: readonly string[]) => ascending(addresses.flatMap((ip) => addressIds.get(ip) ?? []));

  const networks =
    body.networks?.map((slug, index) => idOf(networkIds, slug, `/networks/${index}`, "unknown_network")) ??
    [...networkIds].filter(([slug]) => mayTouch(actor, slug)).map(([, id]) => id);
  const sources = body.sources?.map((slug, index) => idOf(sourceIds, slug, `/sources/${index}`, "unknown_source")) ?? [
    ...sourceIds.values(),
  ];
  const unknown = new Map<SourceId, readonly AddressId[] | null>();
  for (const [index, { source, addresses }] of body.unknown.entries()) {
    const id = idOf(sourceIds, source, `/unknown/${index}/source`, "unknown_source");
    const before = unknown.get(id);
    const isWhole = addresses === null || before === null;
    unknown.set(id, isWhole ? null : ascending([...(before ?? []), ...ours(addresses)]));
  }
  return {
    seen: {
      networks: ascending(networks),
      sources: ascending([...sources, ...unknown.keys()]),
      addresses: body.addresses === null ? null : ours(body.addresses),
      unknown: [...unknown].filter(([, addresses]) => addresses?.length !== 0).sort(([a], [b]) => a - b),
    },
    faults,
  };
}

/** The number under which this scope of a probe is kept. */
export async function internScope(tx: Transaction, probe: string, seen: Seen): Promise<number> {
  const { id: probeId } = await tx.probe.upsert({ where: { name: probe }, create: { name: probe }, update: {} });
  const networksJson = JSON.stringify(seen.networks);
  const sourcesJson = JSON.stringify(seen.sources);
  const addressesJson = seen.addresses === null ? null : JSON.stringify(seen.addresses);
  const hash = hashOf(`${networksJson} ${sourcesJson} ${addressesJson}`);
  const { id } = await tx.scope.upsert({
    where: { probeId_hash: { probeId, hash } },
    create: { probeId, hash, networksJson, sourcesJson, addressesJson },
    update: {},
  });
  return id;
}

/** The number under which what stayed unknown is kept; 0: nothing did. */
export async function internUnknown(tx: Transaction, { unknown }: Seen): Promise<number> {
  if (unknown.length === 0) return 0;
  const bodyJson = JSON.stringify(unknown);
  const hash = hashOf(bodyJson);
  const { id } = await tx.unknown.upsert({ where: { hash }, create: { hash, bodyJson }, update: {} });
  return id;
}

/**
 * Addresses that no network has yet get a number too: a later declaration may say that they were members already, and the
 * round must not then pass for one that found them clear.
 */
async function findAddressIds(tx: Transaction, body: HeartbeatBody): Promise<Map<string, AddressId>> {
  const named = [...new Set([...(body.addresses ?? []), ...body.unknown.flatMap(({ addresses }) => addresses ?? [])])];
  if (named.length === 0) return new Map();
  const known = await readAddressIds(tx, named);
  const missing = named.filter((ip) => !known.has(ip));
  if (missing.length === 0) return known;
  const fresh = jsonRows(
    "c",
    ["ip"],
    missing.map((ip) => [ip]),
  );
  await tx.$executeRaw`INSERT INTO "Address" ("ip") SELECT c."ip" FROM ${fresh}`;
  return readAddressIds(tx, named);
}

async function readAddressIds(tx: Transaction, addresses: readonly string[]): Promise<Map<string, AddressId>> {
  const rows = await readTuples<[AddressId, string]>(
    tx,
    Prisma.sql`"id", "ip"`,
    Prisma.sql`"Address" WHERE "ip" IN ${jsonList([...addresses])}`,
  );
  return new Map(rows.map(([id, ip]) => [ip, id]));
}

function ascending(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
