import type { AddressId, Membership, NetworkId, Role } from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Instant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { Context } from "@/server/context";
import { jsonList, readTuples } from "@/server/database/sql";
import type { Database, Transaction } from "@/server/db";
import { perContext } from "@/server/per-context";
import { keptWhileSaid } from "@/server/said";

interface Kept {
  readonly revision: number;
  readonly memberships: readonly Membership[];
  /** When the first sending member joined; null: none ever did. */
  readonly beganAt: Instant | null;
}

const keptOf = perContext("memberships", () => new Map<NetworkId, Kept>());

const keptRevisions = keptWhileSaid<readonly [NetworkId, number][]>("network-revisions");

/**
 * For each network, every membership, in whatever network, of each address that is or was sending there. Kept in memory
 * while the network's declaration stands: a membership that has ended never changes, and one elsewhere that has not
 * begins after those here.
 */
export async function membershipsOf(
  context: Context,
  reader: Database | Transaction,
  networks: readonly NetworkId[],
): Promise<Map<NetworkId, readonly Membership[]>> {
  const kept = await keep(context, reader, networks);
  return new Map(networks.map((id) => [id, kept.get(id)?.memberships ?? []]));
}

/** When the first sending member of each network joined; those that never had one are left out. */
export async function beginningsOf(
  context: Context,
  reader: Database | Transaction,
  networks: readonly NetworkId[],
): Promise<Map<NetworkId, Instant>> {
  const kept = await keep(context, reader, networks);
  return new Map(
    networks.flatMap((id) => {
      const beganAt = kept.get(id)?.beganAt ?? null;
      return beganAt === null ? [] : [[id, beganAt]];
    }),
  );
}

/** What is kept, with what changed of these networks read anew. */
async function keep(
  context: Context,
  reader: Database | Transaction,
  networks: readonly NetworkId[],
): Promise<ReadonlyMap<NetworkId, Kept>> {
  const home = keptOf(context);
  const rows = await keptRevisions(context, reader, networks.join(), () =>
    readTuples<[NetworkId, number]>(
      reader,
      Prisma.sql`"id", "revision"`,
      Prisma.sql`"Network" WHERE "id" IN ${jsonList(networks)}`,
    ),
  );
  const changed = rows.filter(([id, revision]) => home.get(id)?.revision !== revision);
  const read = await readMemberships(
    reader,
    changed.map(([id]) => id),
  );
  for (const [id, revision] of changed) {
    const memberships = read.get(id) ?? [];
    home.set(id, { revision, memberships, beganAt: beginningOf(id, memberships) });
  }
  return home;
}

function beginningOf(network: NetworkId, memberships: readonly Membership[]): Instant | null {
  let beganAt: Instant | null = null;
  for (const membership of memberships) {
    if (membership.network !== network || membership.role !== "sending") continue;
    beganAt = Math.min(membership.from, beganAt ?? membership.from);
  }
  return beganAt;
}

async function readMemberships(
  reader: Database | Transaction,
  networks: readonly NetworkId[],
): Promise<Map<NetworkId, Membership[]>> {
  if (networks.length === 0) return new Map();
  const rows = await readTuples<[NetworkId, AddressId, NetworkId, Role, Instant, Instant | null]>(
    reader,
    Prisma.sql`s."networkId", m."addressId", m."networkId", m."role", m."fromAt", m."toAt"`,
    Prisma.sql`(
      SELECT DISTINCT "networkId", "addressId" FROM "Membership"
      WHERE "networkId" IN ${jsonList(networks)} AND "role" = 'sending'
    ) AS s JOIN "Membership" AS m ON m."addressId" = s."addressId"`,
  );
  const groups = groupBy(rows, ([network]) => network);
  const membershipOf = ([, address, network, role, from, to]: (typeof rows)[number]): Membership => ({
    address,
    network,
    role,
    from,
    to,
  });
  return new Map([...groups].map(([network, group]) => [network, group.map(membershipOf)]));
}
