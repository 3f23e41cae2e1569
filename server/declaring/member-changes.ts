import type { Role } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import type { MemberPlan } from "@/domain/membership";
import { Prisma } from "@/prisma/generated/client/client";
import type { States } from "@/server/audit";
import { jsonList, readTuples } from "@/server/database/sql";
import type { Transaction } from "@/server/db";

/** How many addresses of each side the audit log names; its detail has the numbers of all. */
const NAMED = 1_000;

/**
 * The members that a plan changes, as they are before it is applied and as they become, each side at most 1,000 and in the
 * order of their memberships; who leaves stands in the first alone, who joins in the second.
 */
export async function memberStates(
  tx: Transaction,
  { remove, end, move, relabel, begin }: MemberPlan,
): Promise<States> {
  const touched = [...remove, ...[...end, ...move, ...relabel].map(({ id }) => id)];
  const rows = await readTuples<[number, string, Role, string | null, Instant]>(
    tx,
    Prisma.sql`m."id", a."ip", m."role", m."label", m."fromAt"`,
    Prisma.sql`(SELECT * FROM "Membership" WHERE "id" IN ${jsonList(touched)} ORDER BY "id" LIMIT ${NAMED}) AS m
      JOIN "Address" AS a ON a."id" = m."addressId"`,
  );
  const starts = new Map(move.map(({ id, from }) => [id, from]));
  const labels = new Map(relabel.map(({ id, label }) => [id, label]));
  const before = rows.map(([id, address, role, label, since]) => ({ id, address, role, label, since }));
  const staying = before
    .filter(({ id }) => starts.has(id) || labels.has(id))
    .map((member) => ({
      ...member,
      since: starts.get(member.id) ?? member.since,
      label: labels.has(member.id) ? (labels.get(member.id) ?? null) : member.label,
    }));
  const joining = begin
    .slice(0, NAMED)
    .map(({ address, role, label, from }) => ({ address, role, label, since: from }));
  return {
    before: { addresses: before.map(({ id: _, ...member }) => member) },
    after: { addresses: [...staying.map(({ id: _, ...member }) => member), ...joining].slice(0, NAMED) },
  };
}
