import { LRUCache } from "lru-cache";
import type { AddressId, Membership, NetworkId, Round, Scope, SourceId, Unknown } from "@/domain/facts";
import type { Instant, Window } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { Context } from "@/server/context";
import { jsonList, jsonRows, readTuples } from "@/server/database/sql";
import type { Database, Transaction } from "@/server/db";
import { perContext } from "@/server/per-context";
import { END_OF_TIME } from "@/server/recording/block-rows";

type Reader = Database | Transaction;

/** So many ids are kept in the sets of scopes, and as many in those of exceptions: some 40 MB each where they are full. */
const MAX_IDS = 1_000_000;
/** What a scope or an exception weighs besides, in ids. */
const FRAME = 20;

/**
 * Scopes and exceptions never change once written, and one object stands for each for as long as it is in use: those that
 * nobody asked for the longest are let go, and read again where somebody does. Of all scopes just their networks are kept.
 */
interface Interned {
  readonly networks: Map<number, ReadonlySet<NetworkId>>;
  /** By their JSON: most scopes are of the same networks. */
  readonly networkSets: Map<string, ReadonlySet<NetworkId>>;
  readonly scopes: LRUCache<number, Scope>;
  readonly unknowns: LRUCache<number, readonly Unknown[]>;
}

const internedOf = perContext(
  "rounds",
  (): Interned => ({
    networks: new Map(),
    networkSets: new Map(),
    scopes: new LRUCache<number, Scope>({
      maxSize: MAX_IDS,
      sizeCalculation: ({ sources, addresses }) => FRAME + sources.size + (addresses?.size ?? 0),
    }),
    unknowns: new LRUCache<number, readonly Unknown[]>({
      maxSize: MAX_IDS,
      sizeCalculation: (entries) => entries.reduce((sum, { addresses }) => sum + FRAME + (addresses?.size ?? 0), FRAME),
    }),
  }),
);

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
  await readScopeNetworks(reader, interned);
  const networks = new Set(memberships.map(({ network }) => network));
  const scopes = [...interned.networks].filter(([, ofScope]) => intersects(ofScope, networks));
  if (scopes.length === 0) return [];
  const inside = await readInside(reader, scopes, window);
  const beforeEnds = await readBeforeEnds(reader, scopes, endsOf(memberships, window.from));
  return roundsOf(reader, interned, beforeEnds.length === 0 ? inside : once([...inside, ...beforeEnds]));
}

/** For each scope and each set of exceptions the latest round before `until`, of all networks. */
export async function readLatestRounds(context: Context, reader: Reader, until: Instant): Promise<Round[]> {
  const interned = internedOf(context);
  await readScopeNetworks(reader, interned);
  const rows = await readTuples<RoundRow>(
    reader,
    Prisma.sql`"scopeId", "at", "unknownId"`,
    Prisma.sql`(SELECT "scopeId", "unknownId", max("at") AS "at" FROM "Round" WHERE "at" < ${until}
      GROUP BY "scopeId", "unknownId") AS latest`,
  );
  return roundsOf(reader, interned, rows);
}

async function roundsOf(reader: Reader, interned: Interned, rows: readonly RoundRow[]): Promise<Round[]> {
  const scopes = await readScopes(reader, interned, new Set(rows.map(([scopeId]) => scopeId)));
  const unknowns = await readUnknowns(reader, interned.unknowns, new Set(rows.map(([, , unknownId]) => unknownId)));
  return rows.flatMap(([scopeId, at, unknownId]) => {
    const scope = scopes.get(scopeId);
    return scope === undefined ? [] : [{ at, scope, unknown: unknowns.get(unknownId) ?? NOTHING }];
  });
}

/** Without repetitions. */
function once(rows: readonly RoundRow[]): RoundRow[] {
  return [...new Map(rows.map((row) => [row.join(), row])).values()];
}

export function intersects<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  for (const item of a) if (b.has(item)) return true;
  return false;
}

type RoundRow = [scopeId: number, at: Instant, unknownId: number];
type Scopes = readonly (readonly [number, ReadonlySet<NetworkId>])[];

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
  const wanted = scopes.flatMap(([id, networks]) =>
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

/** Notes the networks of the scopes that have come since. */
async function readScopeNetworks(reader: Reader, { networks, networkSets }: Interned) {
  let known = 0;
  // Not by spreading: a probe that lists addresses makes a scope for each list, and a call takes some 120,000 arguments.
  for (const id of networks.keys()) known = Math.max(known, id);
  for (const { id, networksJson } of await reader.scope.findMany({
    where: { id: { gt: known } },
    select: { id: true, networksJson: true },
  })) {
    const ofScope: ReadonlySet<NetworkId> = networkSets.get(networksJson) ?? new Set(JSON.parse(networksJson));
    networkSets.set(networksJson, ofScope);
    networks.set(id, ofScope);
  }
}

async function readScopes(
  reader: Reader,
  { networks, scopes }: Interned,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Scope>> {
  return readMissing(scopes, wanted, async (missing) => {
    const rows = await readTuples<[number, number, string, string | null]>(
      reader,
      Prisma.sql`"id", "probeId", "sourcesJson", "addressesJson"`,
      Prisma.sql`"Scope" WHERE "id" IN ${jsonList(missing)}`,
    );
    return rows.map(([id, probe, sourcesJson, addressesJson]) => {
      const sources: SourceId[] = JSON.parse(sourcesJson);
      const addresses: AddressId[] | null = addressesJson === null ? null : JSON.parse(addressesJson);
      const scope = {
        probe,
        networks: networks.get(id) ?? new Set(),
        sources: new Set(sources),
        addresses: addresses === null ? null : new Set(addresses),
      };
      return [id, scope];
    });
  });
}

/** What stayed unknown where nothing did. */
const NOTHING: readonly Unknown[] = [];

async function readUnknowns(
  reader: Reader,
  unknowns: LRUCache<number, readonly Unknown[]>,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, readonly Unknown[]>> {
  return readMissing(unknowns, wanted, async (missing) => {
    const rows = await readTuples<[number, string]>(
      reader,
      Prisma.sql`"id", "bodyJson"`,
      Prisma.sql`"Unknown" WHERE "id" IN ${jsonList(missing)}`,
    );
    return rows.map(([id, bodyJson]) => {
      const body: [SourceId, AddressId[] | null][] = JSON.parse(bodyJson);
      return [
        id,
        body.map(([source, addresses]) => ({ source, addresses: addresses === null ? null : new Set(addresses) })),
      ];
    });
  });
}

/** Those that are wanted, kept or read; all of them, though no more than some are kept. 0 is none. */
async function readMissing<T extends object>(
  kept: LRUCache<number, T>,
  wanted: ReadonlySet<number>,
  read: (missing: readonly number[]) => Promise<(readonly [number, T])[]>,
): Promise<ReadonlyMap<number, T>> {
  const found = new Map<number, T>();
  const missing: number[] = [];
  for (const id of wanted) {
    const item = kept.get(id);
    if (item !== undefined) found.set(id, item);
    else if (id !== 0) missing.push(id);
  }
  if (missing.length === 0) return found;
  for (const [id, item] of await read(missing)) {
    // Another reading may have read it meanwhile.
    const one = kept.get(id) ?? item;
    kept.set(id, one);
    found.set(id, one);
  }
  return found;
}
