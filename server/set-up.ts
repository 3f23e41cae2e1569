import type { SetUpBody } from "@/domain/contract/desk/access";
import { HOUR_MS } from "@/domain/instant";
import { countAdministrators } from "@/server/access/administrators";
import { endLinks, hashOf, makeLink, requireHolding, useLink } from "@/server/access/links";
import { staffActor } from "@/server/access/staff-actor";
import { databaseProblem } from "@/server/database/faults";
import { savePage } from "@/server/page-settings/saving";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";
import { hashPassword } from "./passwords";
import { Problem } from "./problem";
import { endSessionsOf } from "./sessions";

const LIFE_MS = 24 * HOUR_MS;

/**
 * The one-time link by which the first administrator is made, while there is none (null: there is one). It ends those before it.
 * For the process itself when it starts, so without an actor. Throws 503.
 */
export async function offerSetUp(context: Context): Promise<string | null> {
  const { result } = await change(context, async (tx) => {
    if ((await countAdministrators(tx)) > 0) return { result: null, changed: false };
    const { key } = await makeLink(tx, null, LIFE_MS);
    return { result: `${context.settings.publicUrl}/desk/set-up#${key}`, changed: false };
  });
  return result;
}

/**
 * Whether the key of a set-up link holds: nothing, where it does. Throws 409 `administrator_exists`, 404 `link_unknown`,
 * 410 `link_used`, 410 `link_expired`, 503.
 */
export async function checkSetUp(context: Context, key: string): Promise<void> {
  await requireSetUp(context.db, key).catch((error: unknown) => {
    throw databaseProblem(error) ?? error;
  });
}

/**
 * Makes the first administrator and saves what the page is, in one transaction; whoever has the key may. An account that was
 * there under the address becomes theirs, without its sessions and links. Of two who try at once one does it. Throws as `checkSetUp` does, 422 `unknown_language`, `invalid` for the page, 503.
 */
export async function setUpPage(context: Context, { key, name, email, password, page }: SetUpBody): Promise<void> {
  await checkSetUp(context, key);
  const passwordHash = await hashPassword(password);
  await change(context, async (tx) => {
    await requireSetUp(tx, key);
    await useLink(tx, key);
    const role = "administrator";
    const was = await tx.staff.findUnique({ where: { email } });
    const data = { name, role, passwordHash, disabledAt: null };
    const staff = await tx.staff.upsert({
      where: { email },
      update: data,
      create: { ...data, email, createdAt: BigInt(Date.now()) },
    });
    // Who could sign in before must not find themselves an administrator.
    await endSessionsOf(tx, staff.id);
    await endLinks(tx, staff.id);
    const before = was === null ? null : { name: was.name, role: was.role, disabledAt: was.disabledAt };
    await recordAudit(tx, staffActor(staff), "set-up", email, null, {
      before,
      after: { name, role, disabledAt: null },
    });
    await savePage(context, tx, staffActor(staff), page);
    return { result: null, changed: true };
  });
}

async function requireSetUp(db: Pick<Transaction, "staff" | "invitation">, key: string): Promise<void> {
  if ((await countAdministrators(db)) > 0) {
    throw new Problem(409, "administrator_exists", "There is an administrator already: sign in, or be invited.");
  }
  requireHolding(await db.invitation.findUnique({ where: { hash: hashOf(key) } }), "set-up");
}
