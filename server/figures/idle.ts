import type { AddressId, NetworkId, SourceId } from "@/domain/facts";
import { holdsAt } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { Snapshot } from "@/server/database/snapshot";
import { jsonList, readTuples } from "@/server/database/sql";
import { keptWhileSaid } from "@/server/said";
import { openBlocks } from "./open-blocks";
import { openWindow } from "./open-facts";

export interface IdleCounts {
  readonly idle: number;
  /** Those that one of the sources blocks. */
  readonly idleBlocked: number;
}

const keptMembers = keptWhileSaid<readonly [NetworkId, AddressId][]>("idle-members");

/** The present idle addresses of the networks, and how many of them one of `sources` blocks now; a network without any is left out. */
export async function countIdle(
  snapshot: Snapshot,
  networks: readonly NetworkId[],
  sources: readonly SourceId[],
): Promise<Map<NetworkId, IdleCounts>> {
  const { context, reader } = snapshot;
  const members = await keptMembers(context, reader, networks.join(), () =>
    readTuples<[NetworkId, AddressId]>(
      reader,
      Prisma.sql`"networkId", "addressId"`,
      Prisma.sql`"Membership" WHERE "networkId" IN ${jsonList(networks)} AND "toAt" IS NULL AND "role" = 'idle'`,
    ),
  );
  const { blocks } = await openBlocks(snapshot, openWindow(snapshot).from);
  const asked = new Set(sources);
  const counts = new Map<NetworkId, IdleCounts>();
  for (const [network, address] of members) {
    const isBlocked = blocks.get(address)?.some((block) => asked.has(block.source) && holdsAt(block, snapshot.now));
    const { idle, idleBlocked } = counts.get(network) ?? { idle: 0, idleBlocked: 0 };
    counts.set(network, { idle: idle + 1, idleBlocked: idleBlocked + (isBlocked ? 1 : 0) });
  }
  return counts;
}
