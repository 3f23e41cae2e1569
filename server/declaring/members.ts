import type { NetworkId, Role } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import type { MemberPlan, StoredMember } from "@/domain/membership";
import { Prisma } from "@/prisma/generated/client/client";
import { jsonList, jsonRows, readTuples } from "@/server/database/sql";
import type { Database, Transaction } from "@/server/db";

/** A present member of a network. */
export interface PresentMember {
  readonly address: string;
  readonly role: Role;
  readonly label: string | null;
  readonly since: Instant;
}

export interface MemberCounts {
  readonly sending: number;
  readonly idle: number;
}

/**
 * Every membership, in whatever network, of the given addresses and of the present members of the network: by address, in
 * ascending order. Addresses without any are left out.
 */
export async function readHeld(
  reader: Database | Transaction,
  network: NetworkId,
  addresses: Iterable<string>,
): Promise<Map<string, StoredMember[]>> {
  const rows = await readTuples<[string, number, NetworkId, Role, string | null, Instant, Instant | null]>(
    reader,
    Prisma.sql`a."ip", m."id", m."networkId", m."role", m."label", m."fromAt", m."toAt"`,
    Prisma.sql`"Membership" AS m JOIN "Address" AS a ON a."id" = m."addressId"
      WHERE m."addressId" IN (
        SELECT "id" FROM "Address" WHERE "ip" IN ${jsonList([...addresses])}
        UNION SELECT "addressId" FROM "Membership" WHERE "networkId" = ${network} AND "toAt" IS NULL
      )`,
  );
  const held = new Map<string, StoredMember[]>();
  for (const [address, id, home, role, label, from, to] of rows) {
    const stored = { id, network: home, role, label, from, to };
    const history = held.get(address);
    if (history) history.push(stored);
    else held.set(address, [stored]);
  }
  for (const history of held.values()) history.sort((a, b) => a.from - b.from);
  return held;
}

/** Makes the memberships those of the plan. */
export async function applyPlan(tx: Transaction, network: NetworkId, plan: MemberPlan): Promise<void> {
  if (plan.remove.length > 0) {
    await tx.$executeRaw`DELETE FROM "Membership" WHERE "id" IN ${jsonList(plan.remove)}`;
  }
  const { end, move, relabel } = plan;
  await setEach(
    tx,
    "toAt",
    end.map(({ id, to }) => [id, to]),
  );
  await setEach(
    tx,
    "fromAt",
    move.map(({ id, from }) => [id, from]),
  );
  await setEach(
    tx,
    "label",
    relabel.map(({ id, label }) => [id, label]),
  );
  if (plan.begin.length > 0) {
    const addresses = jsonRows(
      "c",
      ["ip"],
      plan.begin.map(({ address }) => [address]),
    );
    await tx.$executeRaw`INSERT INTO "Address" ("ip") SELECT c."ip" FROM ${addresses} WHERE true ON CONFLICT DO NOTHING`;
    const columns = ["ip", "role", "label", "at"];
    const members = jsonRows(
      "c",
      columns,
      plan.begin.map(({ address, role, label, from }) => [address, role, label, from]),
    );
    await tx.$executeRaw`
      INSERT INTO "Membership" ("addressId", "networkId", "role", "label", "fromAt")
      SELECT a."id", ${network}, c."role", c."label", c."at" FROM ${members} JOIN "Address" AS a ON a."ip" = c."ip"`;
  }
}

/** Sets one column of many memberships, each by id. */
async function setEach(
  tx: Transaction,
  column: "fromAt" | "toAt" | "label",
  values: readonly (readonly [number, string | number | null])[],
): Promise<void> {
  if (values.length === 0) return;
  const rows = jsonRows("c", ["id", "value"], values);
  const name = Prisma.raw(`"${column}"`);
  await tx.$executeRaw`UPDATE "Membership" SET ${name} = c."value" FROM ${rows} WHERE "Membership"."id" = c."id"`;
}

/** How many present members each of the networks has; one without members is left out. */
export async function countMembers(
  reader: Database | Transaction,
  networks: readonly NetworkId[],
): Promise<Map<NetworkId, MemberCounts>> {
  const counts = new Map<NetworkId, MemberCounts>();
  const groups = await reader.membership.groupBy({
    by: ["networkId", "role"],
    where: { networkId: { in: [...networks] }, toAt: null },
    _count: true,
  });
  for (const { networkId, role, _count: count } of groups) {
    const { sending, idle } = counts.get(networkId) ?? { sending: 0, idle: 0 };
    counts.set(networkId, role === "idle" ? { sending, idle: idle + count } : { sending: sending + count, idle });
  }
  return counts;
}

/** The present members of each of the networks, in no order; one without members is left out. */
export async function listMembers(
  reader: Database | Transaction,
  networks: readonly NetworkId[],
): Promise<Map<NetworkId, PresentMember[]>> {
  const rows = await readTuples<[NetworkId, string, Role, string | null, Instant]>(
    reader,
    Prisma.sql`m."networkId", a."ip", m."role", m."label", m."fromAt"`,
    Prisma.sql`"Membership" AS m JOIN "Address" AS a ON a."id" = m."addressId"
      WHERE m."networkId" IN ${jsonList(networks)} AND m."toAt" IS NULL`,
  );
  const members = new Map<NetworkId, PresentMember[]>();
  for (const [network, address, role, label, since] of rows) {
    const member = { address, role, label, since };
    const known = members.get(network);
    if (known) known.push(member);
    else members.set(network, [member]);
  }
  return members;
}
