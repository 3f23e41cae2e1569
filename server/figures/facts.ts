import { SourceKind } from "@/domain/contract/source";
import type {
  AddressId,
  Block,
  Effect,
  Facts,
  Membership,
  NetworkId,
  Round,
  SourceFacts,
  SourceId,
} from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Instant, Setting, Window } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { Context } from "@/server/context";
import { jsonList, readTuples } from "@/server/database/sql";
import type { Database, Transaction } from "@/server/db";
import { blocksDuring } from "@/server/recording/block-rows";
import { keptWhileSaid } from "@/server/said";
import { membershipsOf } from "./membership-facts";
import { intersects, readRounds } from "./round-facts";

type Reader = Database | Transaction;

/**
 * What the health of each of the networks during the window rests on, and no more than that of other times. The statements
 * are shared by all networks. Read through one transaction, or under one version, for facts that belong together.
 */
export async function loadFacts(
  context: Context,
  networks: readonly NetworkId[],
  window: Window,
  reader: Reader = context.db,
): Promise<Map<NetworkId, Facts>> {
  const histories = await membershipsOf(context, reader, networks);
  const members = new Map([...histories].map(([id, history]) => [id, sendingDuring(history, id, window)]));
  const sources = await listSourceFacts(context, reader);
  const settings = await listNetworkSettings(context, reader, networks);
  const blocks = await readBlocks(reader, networks, window);
  const rounds = await readRounds(context, reader, [...members.values()].flat(), window);
  const roundsOf = sharedLists(rounds);
  return new Map(
    [...members].map(([network, memberships]): [NetworkId, Facts] => {
      const addresses = new Set(memberships.map(({ address }) => address));
      const homes = new Set(memberships.map((membership) => membership.network));
      const facts = {
        network,
        staleAfterMs: settings.get(network) ?? [],
        memberships,
        sources,
        blocks: blocks.filter(({ address }) => addresses.has(address)),
        rounds: roundsOf(homes),
      };
      return [network, facts];
    }),
  );
}

/** The rounds that looked at one of some networks; one list where several ask for the same. */
function sharedLists(rounds: readonly Round[]): (networks: ReadonlySet<NetworkId>) => readonly Round[] {
  const byScope = [...groupBy(rounds, ({ scope }) => scope)].map(([scope, ofScope], index) => ({
    scope,
    ofScope,
    index,
  }));
  const lists = new Map<string, readonly Round[]>();
  return (networks) => {
    const chosen = byScope.filter(({ scope }) => intersects(scope.networks, networks));
    const key = chosen.map(({ index }) => index).join();
    const list = lists.get(key) ?? chosen.flatMap(({ ofScope }) => ofScope);
    lists.set(key, list);
    return list;
  };
}

/** Those of the addresses that send for the network during the window, with all their memberships. */
export function sendingDuring(
  history: readonly Membership[],
  network: NetworkId,
  { from, to }: Window,
): readonly Membership[] {
  const addresses = new Set<AddressId>();
  for (const membership of history) {
    const isInside = membership.from < to && (membership.to === null || membership.to > from);
    if (isInside && membership.network === network && membership.role === "sending") addresses.add(membership.address);
  }
  return history.filter(({ address }) => addresses.has(address));
}

const keptSources = keptWhileSaid<readonly SourceFacts[]>("source-facts");

/** Every source, hidden ones too, in the order of their ids, with its history of settings. */
export function listSourceFacts(context: Context, reader: Reader): Promise<readonly SourceFacts[]> {
  return keptSources(context, reader, "", () => readSources(reader));
}

async function readSources(reader: Reader): Promise<SourceFacts[]> {
  const sources = await readTuples<[SourceId, string]>(reader, Prisma.sql`"id", "kind"`, Prisma.sql`"Source"`);
  const rows = await readTuples<[SourceId, Instant, boolean | 0 | 1, number | null]>(
    reader,
    Prisma.sql`"sourceId", "fromAt", "counts", "staleAfterMs"`,
    Prisma.sql`"SourceSetting"`,
  );
  const settings = groupBy(rows, ([source]) => source);
  return sources
    .sort(([a], [b]) => a - b)
    .map(([id, kind]) => {
      const ofSource = settings.get(id) ?? [];
      return {
        id,
        kind: SourceKind.parse(kind),
        counts: settingsOf(ofSource.map(([, fromAt, counts]) => ({ fromAt, value: Boolean(counts) }))),
        staleAfterMs: settingsOf(ofSource.map(([, fromAt, , staleAfterMs]) => ({ fromAt, value: staleAfterMs }))),
      };
    });
}

type NetworkSettings = ReadonlyMap<NetworkId, readonly Setting<number | null>[]>;

const keptSettings = keptWhileSaid<NetworkSettings>("network-settings");

/** After how many milliseconds what is known of each network is known no more; null: never. A network without settings is left out. */
export function listNetworkSettings(
  context: Context,
  reader: Reader,
  networks: readonly NetworkId[],
): Promise<NetworkSettings> {
  return keptSettings(context, reader, networks.join(), () => readNetworkSettings(reader, networks));
}

async function readNetworkSettings(reader: Reader, networks: readonly NetworkId[]): Promise<NetworkSettings> {
  const rows = await readTuples<[NetworkId, Instant, number | null]>(
    reader,
    Prisma.sql`"networkId", "fromAt", "staleAfterMs"`,
    Prisma.sql`"NetworkSetting" WHERE "networkId" IN ${jsonList(networks)}`,
  );
  const groups = groupBy(rows, ([network]) => network);
  return new Map(
    [...groups].map(([id, ofNetwork]) => [id, settingsOf(ofNetwork.map(([, fromAt, value]) => ({ fromAt, value })))]),
  );
}

/** When a source counts. */
export function countsOf(rows: readonly { readonly fromAt: bigint; readonly counts: boolean }[]): Setting<boolean>[] {
  return settingsOf(rows.map(({ fromAt, counts }) => ({ fromAt: Number(fromAt), value: counts })));
}

/** In the order of time; the first value holds for all earlier time. */
function settingsOf<T>(rows: readonly { readonly fromAt: Instant; readonly value: T }[]): Setting<T>[] {
  return [...rows]
    .sort((a, b) => a.fromAt - b.fromAt)
    .map(({ fromAt, value }, index) => ({ from: index === 0 ? Number.NEGATIVE_INFINITY : fromAt, value }));
}

/** Blocks that overlap the window, of addresses that are or were in one of the networks. */
async function readBlocks(reader: Reader, networks: readonly NetworkId[], window: Window): Promise<Block[]> {
  const rows = await readTuples<[AddressId, SourceId, Instant, Instant | null, Effect]>(
    reader,
    Prisma.sql`b."addressId", b."sourceId", b."fromAt", b."toAt", b."effect"`,
    Prisma.sql`${blocksDuring(window)} WHERE EXISTS (
      SELECT 1 FROM "Membership" AS m WHERE m."addressId" = b."addressId" AND m."networkId" IN ${jsonList(networks)})`,
  );
  return rows.map(([address, source, start, end, effect]) => ({ address, source, from: start, to: end, effect }));
}
