import { SourceKind } from "@/domain/contract/source";
import type { AddressId, Block, Effect, Facts, Membership, NetworkId, SourceFacts, SourceId } from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Instant, Setting, Window } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { Context } from "@/server/context";
import { jsonList, readTuples } from "@/server/database/sql";
import type { Database, Transaction } from "@/server/db";
import { blocksDuring } from "@/server/recording/block-rows";
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
  const sources = await readSources(reader);
  const settings = await readNetworkSettings(reader, networks);
  const blocks = await readBlocks(reader, networks, window);
  const rounds = await readRounds(context, reader, [...members.values()].flat(), window);
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
        rounds: rounds.filter(({ scope }) => intersects(scope.networks, homes)),
      };
      return [network, facts];
    }),
  );
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

/** Every source, hidden ones too, with its history of settings. */
export async function readSources(reader: Reader): Promise<SourceFacts[]> {
  const rows = await reader.source.findMany({
    select: { id: true, kind: true, settings: { orderBy: { fromAt: "asc" } } },
  });
  return rows.map(({ id, kind, settings }) => ({
    id,
    kind: SourceKind.parse(kind),
    counts: countsOf(settings),
    staleAfterMs: settingsOf(settings, ({ staleAfterMs }) => (staleAfterMs === null ? null : Number(staleAfterMs))),
  }));
}

export async function readNetworkSettings(reader: Reader, networks: readonly NetworkId[]) {
  const rows = await reader.networkSetting.findMany({
    where: { networkId: { in: [...networks] } },
    orderBy: { fromAt: "asc" },
  });
  const groups = groupBy(rows, ({ networkId }) => networkId);
  return new Map(
    [...groups].map(([id, settings]) => [
      id,
      settingsOf(settings, ({ staleAfterMs }) => (staleAfterMs === null ? null : Number(staleAfterMs))),
    ]),
  );
}

/** When a source counts, from its settings in ascending order. */
export function countsOf(rows: readonly { readonly fromAt: bigint; readonly counts: boolean }[]): Setting<boolean>[] {
  return settingsOf(rows, ({ counts }) => counts);
}

/** The first value holds for all earlier time. */
function settingsOf<R extends { readonly fromAt: bigint }, T>(rows: readonly R[], read: (row: R) => T): Setting<T>[] {
  return rows.map((row, index) => ({
    from: index === 0 ? Number.NEGATIVE_INFINITY : Number(row.fromAt),
    value: read(row),
  }));
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
