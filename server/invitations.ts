import type { AcceptBody } from "@/domain/contract/desk/access";
import { hashOf, requireHolding, useLink } from "@/server/access/links";
import { staffActor } from "@/server/access/staff-actor";
import { databaseProblem } from "@/server/database/faults";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";
import { hashPassword } from "./passwords";
import { Problem } from "./problem";
import { endSessionsOf } from "./sessions";

/** Whose link it is. `hasPassword`: it replaces one. */
interface Invited {
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
}

/** Whose password the key of a link sets. Throws 404 `link_unknown`, 410 `link_used`, 410 `link_expired`, 503. */
export async function findInvited(context: Context, key: string): Promise<Invited> {
  const { name, email, passwordHash } = await requireInvited(context.db, key).catch((error: unknown) => {
    throw databaseProblem(error) ?? error;
  });
  return { name, email, hasPassword: passwordHash !== null };
}

/**
 * Sets the password of whose link it is, and ends their sessions; whoever has the key may. Of two who try at once one does it.
 * Throws as `findInvited` does.
 */
export async function acceptInvitation(context: Context, { key, password }: AcceptBody): Promise<Invited> {
  await findInvited(context, key);
  const passwordHash = await hashPassword(password);
  const { result } = await change(context, async (tx) => {
    const staff = await requireInvited(tx, key);
    await useLink(tx, key);
    await tx.staff.update({ where: { id: staff.id }, data: { passwordHash } });
    const sessionsEnded = await endSessionsOf(tx, staff.id);
    await recordAudit(tx, staffActor(staff), "staff.password", staff.email, { by: "link", sessionsEnded });
    return { result: { name: staff.name, email: staff.email, hasPassword: true }, changed: false };
  });
  return result;
}

async function requireInvited(db: Pick<Transaction, "invitation">, key: string) {
  const row = await db.invitation.findUnique({ where: { hash: hashOf(key) }, include: { staff: true } });
  const { staff } = requireHolding(row, "invitation");
  if (staff === null || staff.disabledAt !== null) {
    throw new Problem(410, "link_expired", "This link has expired, or a newer one has replaced it.");
  }
  return staff;
}
