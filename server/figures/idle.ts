import type { NetworkId, SourceId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import { jsonList, readTuples } from "@/server/database/sql";
import type { Database, Transaction } from "@/server/db";
import { blocksDuring } from "@/server/recording/block-rows";

export interface IdleCounts {
  readonly idle: number;
  /** Those that one of the sources blocks. */
  readonly idleBlocked: number;
}

/** The present idle addresses of the networks, and how many of them one of `sources` blocks at `at`; a network without any is left out. */
export async function countIdle(
  reader: Database | Transaction,
  networks: readonly NetworkId[],
  sources: readonly SourceId[],
  at: Instant,
): Promise<Map<NetworkId, IdleCounts>> {
  const rows = await readTuples<[NetworkId, idle: number, idleBlocked: number]>(
    reader,
    Prisma.sql`"networkId", "idle", "idleBlocked"`,
    Prisma.sql`(
      SELECT m."networkId", count(*) AS "idle", count(b."addressId") AS "idleBlocked"
      FROM "Membership" AS m LEFT JOIN (
        SELECT DISTINCT "addressId" FROM ${blocksDuring({ from: at, to: at + 1 })}
        WHERE "sourceId" IN ${jsonList(sources)}
      ) AS b ON b."addressId" = m."addressId"
      WHERE m."networkId" IN ${jsonList(networks)} AND m."toAt" IS NULL AND m."role" = 'idle'
      GROUP BY m."networkId"
    ) AS counts`,
  );
  return new Map(rows.map(([network, idle, idleBlocked]) => [network, { idle, idleBlocked }]));
}
