import type { AddressId, Membership, NetworkId, Round, Scope, SourceId, Unknown } from "@/domain/facts";
import type { Instant, Window } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { Context } from "@/server/context";
import { jsonList, jsonRows, readTuples } from "@/server/database/sql";
import type { Database, Transaction } from "@/server/db";
import { perContext } from "@/server/per-context";
import { END_OF_TIME } from "@/server/recording/block-rows";

type Reader = Database | Transaction;

/** Scopes and exceptions never change once written, and one object stands for each. */
interface Interned {
  readonly scopes: Map<number, Scope>;
  readonly unknowns: Map<number, readonly Unknown[]>;
}

const internedOf = perContext("rounds", (): Interned => ({ scopes: new Map(), unknowns: new Map([[0, []]]) }));

/**
 * The rounds that the known of these memberships rests on during the window, as `Facts` asks: those inside it, for each
 * scope the latest at or before its beginning, and the latest before the end of each membership that had ended by then.
 */
export async function readRounds(
  context: Context,
  reader: Reader,
  memberships: readonly Membership[],
  window: Window,
): Promise<Round[]> {
  const interned = internedOf(context);
  await readScopes(reader, interned.scopes);
  const networks = new Set(memberships.map(({ network }) => network));
  const scopes = [...interned.scopes].filter(([, scope]) => intersects(scope.networks, networks));
  if (scopes.length === 0) return [];
  const rows = [
    ...(await readInside(reader, scopes, window)),
    ...(await readBeforeEnds(reader, scopes, endsOf(memberships, window.from))),
  ];
  return roundsOf(reader, interned, rows);
}

/** For each scope and each set of exceptions the latest round before `until`, of all networks. */
export async function readLatestRounds(context: Context, reader: Reader, until: Instant): Promise<Round[]> {
  const interned = internedOf(context);
  await readScopes(reader, interned.scopes);
  const rows = await readTuples<RoundRow>(
    reader,
    Prisma.sql`"scopeId", "at", "unknownId"`,
    Prisma.sql`(SELECT "scopeId", "unknownId", max("at") AS "at" FROM "Round" WHERE "at" < ${until}
      GROUP BY "scopeId", "unknownId") AS latest`,
  );
  return roundsOf(reader, interned, rows);
}

async function roundsOf(reader: Reader, { scopes, unknowns }: Interned, rows: readonly RoundRow[]): Promise<Round[]> {
  await readUnknowns(reader, unknowns, new Set(rows.map(([, , unknownId]) => unknownId)));
  const rounds = new Map<string, Round>();
  for (const row of rows) {
    const [scopeId, at, unknownId] = row;
    const scope = scopes.get(scopeId);
    if (scope !== undefined) rounds.set(row.join(), { at, scope, unknown: unknowns.get(unknownId) ?? [] });
  }
  return [...rounds.values()];
}

export function intersects<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  for (const item of a) if (b.has(item)) return true;
  return false;
}

type RoundRow = [scopeId: number, at: Instant, unknownId: number];
type Scopes = readonly (readonly [number, Scope])[];

const columns = Prisma.sql`r."scopeId", r."at", r."unknownId"`;

function readInside(reader: Reader, scopes: Scopes, { from, to }: Window): Promise<RoundRow[]> {
  const ids = jsonRows(
    "s",
    ["id"],
    scopes.map(([id]) => [id]),
  );
  return readTuples<RoundRow>(
    reader,
    columns,
    Prisma.sql`${ids} CROSS JOIN "Round" AS r ON r."scopeId" = s."id" AND r."at" < ${Math.min(to, END_OF_TIME)} AND r."at" >= coalesce(
      (SELECT max(c."at") FROM "Round" AS c WHERE c."scopeId" = s."id" AND c."at" <= ${from}), ${from})`,
  );
}

async function readBeforeEnds(
  reader: Reader,
  scopes: Scopes,
  ends: ReadonlyMap<NetworkId, ReadonlySet<Instant>>,
): Promise<RoundRow[]> {
  const wanted = scopes.flatMap(([id, { networks }]) =>
    [...new Set([...networks].flatMap((network) => [...(ends.get(network) ?? [])]))].map((at) => [id, at]),
  );
  if (wanted.length === 0) return [];
  return readTuples<RoundRow>(
    reader,
    columns,
    Prisma.sql`${jsonRows("s", ["id", "at"], wanted)} CROSS JOIN "Round" AS r ON r."scopeId" = s."id" AND r."at" =
      (SELECT max(c."at") FROM "Round" AS c WHERE c."scopeId" = s."id" AND c."at" < s."at")`,
  );
}

/** When memberships of each network ended, up to `until`. */
function endsOf(memberships: readonly Membership[], until: Instant): Map<NetworkId, Set<Instant>> {
  const ends = new Map<NetworkId, Set<Instant>>();
  for (const { network, to } of memberships) {
    if (to === null || to > until) continue;
    const ofNetwork = ends.get(network);
    if (ofNetwork === undefined) ends.set(network, new Set([to]));
    else ofNetwork.add(to);
  }
  return ends;
}

async function readScopes(reader: Reader, scopes: Map<number, Scope>) {
  let known = 0;
  // Not by spreading: a probe that lists addresses makes a scope for each list, and a call takes some 120,000 arguments.
  for (const id of scopes.keys()) known = Math.max(known, id);
  for (const row of await reader.scope.findMany({ where: { id: { gt: known } } })) {
    const addresses: AddressId[] | null = row.addressesJson === null ? null : JSON.parse(row.addressesJson);
    const networks: NetworkId[] = JSON.parse(row.networksJson);
    const sources: SourceId[] = JSON.parse(row.sourcesJson);
    scopes.set(row.id, {
      probe: row.probeId,
      networks: new Set(networks),
      sources: new Set(sources),
      addresses: addresses === null ? null : new Set(addresses),
    });
  }
}

async function readUnknowns(reader: Reader, unknowns: Map<number, readonly Unknown[]>, wanted: ReadonlySet<number>) {
  const missing = [...wanted].filter((id) => !unknowns.has(id));
  if (missing.length === 0) return;
  const rows = await readTuples<[number, string]>(
    reader,
    Prisma.sql`"id", "bodyJson"`,
    Prisma.sql`"Unknown" WHERE "id" IN ${jsonList(missing)}`,
  );
  for (const [id, bodyJson] of rows) {
    const body: [SourceId, AddressId[] | null][] = JSON.parse(bodyJson);
    unknowns.set(
      id,
      body.map(([source, addresses]) => ({ source, addresses: addresses === null ? null : new Set(addresses) })),
    );
  }
}
