import type { BoardFacts } from "@/domain/board";
import type { NetworkId, SourceId } from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Instant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import { readTuples } from "@/server/database/sql";
import type { Database, Transaction } from "@/server/db";

/**
 * When each probe was last heard of, by what it looks at, of what is still declared. Rounds of listed addresses are left out:
 * they are looks, not watches.
 */
export async function readProbes(
  reader: Database | Transaction,
  networks: readonly { readonly id: NetworkId }[],
  sources: ReadonlyMap<SourceId, unknown>,
  now: Instant,
): Promise<BoardFacts["probes"]> {
  const staleOf = {
    network: await staleAfter(reader, "network", now),
    source: await staleAfter(reader, "source", now),
  };
  const declared = new Set(networks.map(({ id }) => id));
  const rows = await readTuples<[name: string, networks: string, sources: string, at: Instant | null]>(
    reader,
    Prisma.sql`p."name", s."networksJson", s."sourcesJson",
      (SELECT max(r."at") FROM "Round" AS r WHERE r."scopeId" = s."id" AND r."at" <= ${now})`,
    Prisma.sql`"Scope" AS s JOIN "Probe" AS p ON p."id" = s."probeId" WHERE s."addressesJson" IS NULL`,
  );
  const watches = rows.flatMap(([name, networksJson, sourcesJson, lastRoundAt]) => {
    const seen: NetworkId[] = JSON.parse(networksJson).filter((id: NetworkId) => declared.has(id));
    const asked: SourceId[] = JSON.parse(sourcesJson).filter((id: SourceId) => sources.has(id));
    if (lastRoundAt === null || seen.length === 0 || asked.length === 0) return [];
    const all = asked.flatMap((source) =>
      seen.flatMap((network) => staleOf.source.get(source) ?? staleOf.network.get(network) ?? []),
    );
    const staleAfterMs = all.length === 0 ? null : all.reduce((least, ms) => Math.min(least, ms));
    return [{ name, lastRoundAt, staleAfterMs }];
  });
  return [...groupBy(watches, ({ name }) => name)].map(([name, ofProbe]) => ({ name, watches: ofProbe }));
}

/** How long the word of a probe holds at `now`, by network or by source; one that has no such setting is left out. */
async function staleAfter(reader: Database | Transaction, of: "network" | "source", now: Instant) {
  const select = { fromAt: true, staleAfterMs: true };
  const orderBy = { fromAt: "asc" } as const;
  const rows =
    of === "network"
      ? (await reader.networkSetting.findMany({ orderBy, select: { ...select, networkId: true } })).map(
          ({ networkId: id, ...rest }) => ({ id, ...rest }),
        )
      : (await reader.sourceSetting.findMany({ orderBy, select: { ...select, sourceId: true } })).map(
          ({ sourceId: id, ...rest }) => ({ id, ...rest }),
        );
  const latest = new Map<number, number>();
  const begun = new Set<number>();
  for (const { id, fromAt, staleAfterMs } of rows) {
    // The first setting holds for all earlier time too.
    if (begun.has(id) && Number(fromAt) > now) continue;
    begun.add(id);
    if (staleAfterMs === null) latest.delete(id);
    else latest.set(id, Number(staleAfterMs));
  }
  return latest;
}
