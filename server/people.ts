import type { InviteBody, LinkAnswer, PersonAnswer, PersonPatch } from "@/domain/contract/desk/access";
import { DAY_MS, formatInstant } from "@/domain/instant";
import { countAdministrators } from "@/server/access/administrators";
import { endLinks, makeLink } from "@/server/access/links";
import { sessionAnswer } from "@/server/access/session-answer";
import { staffActor } from "@/server/access/staff-actor";
import { databaseProblem } from "@/server/database/faults";
import type { Actor } from "./actor";
import { requireStaff } from "./actor";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";
import { Problem } from "./problem";
import { endSessionsOf, holding } from "./sessions";

const LINK_MS = 7 * DAY_MS;

/** Everybody who has an account, by name, those who were disabled last. Throws 401, 403 `administrator_only`, 503. */
export async function listPeople(context: Context, actor: Actor): Promise<PersonAnswer[]> {
  requireStaff(actor, "administrator");
  const now = Date.now();
  const rows = await context.db.staff
    .findMany({
      orderBy: [{ name: "asc" }, { id: "asc" }],
      include: {
        sessions: { where: holding(now), orderBy: { lastUsedAt: "desc" }, take: 100 },
        invitations: { where: { usedAt: null, expiresAt: { gt: BigInt(now) } }, take: 1 },
      },
    })
    .catch((error: unknown) => {
      throw databaseProblem(error) ?? error;
    });
  const people = rows.map(({ sessions, invitations, ...staff }): PersonAnswer => {
    const { id, name, email, role } = staffActor(staff);
    const [link] = invitations;
    const [latest] = sessions;
    return {
      id,
      name,
      email,
      role,
      state: staff.disabledAt !== null ? "disabled" : staff.passwordHash === null ? "invited" : "active",
      isYou: id === actor.id,
      linkUntil: link === undefined ? null : formatInstant(Number(link.expiresAt)),
      lastUsedAt: latest === undefined ? null : formatInstant(Number(latest.lastUsedAt)),
      sessions: sessions.map((session) => sessionAnswer(session, actor)),
    };
  });
  const isOut = ({ state }: PersonAnswer) => Number(state === "disabled");
  return people.sort((a, b) => isOut(a) - isOut(b));
}

/** Makes an account without a password and a link to set it by. Throws 401, 403 `administrator_only`, 409 `email_taken`, 503. */
export async function invitePerson(context: Context, actor: Actor, body: InviteBody): Promise<LinkAnswer> {
  requireStaff(actor, "administrator");
  const { name, email, role } = body;
  const { result } = await change(context, async (tx) => {
    if ((await tx.staff.findUnique({ where: { email } })) !== null) {
      throw new Problem(409, "email_taken", `${email} has an account already.`, {
        errors: [{ path: "/email", code: "email_taken", detail: "Has an account already." }],
      });
    }
    const { id } = await tx.staff.create({ data: { name, email, role, createdAt: BigInt(Date.now()) } });
    await recordAudit(tx, actor, "staff.invite", email, null, { before: null, after: { name, role } });
    return { result: await linkOf(context, tx, id, email), changed: false };
  });
  return result;
}

/** A new link to set somebody's password by. Throws 401, 403 `administrator_only`, 404 `unknown_person`, 409 `account_disabled`, 503. */
export async function renewLink(context: Context, actor: Actor, id: string): Promise<LinkAnswer> {
  requireStaff(actor, "administrator");
  const { result } = await change(context, async (tx) => {
    const staff = await requirePerson(tx, id);
    await recordAudit(tx, actor, "staff.link", staff.email);
    return { result: await linkOf(context, tx, staff.id, staff.email), changed: false };
  });
  return result;
}

/**
 * Like `renewLink`, for whoever has the database at hand (the staff command), so without an actor. `email` in lower case.
 * Throws 404 `unknown_person`, 409 `account_disabled`, 503.
 */
export async function renewLinkByCommand(context: Context, email: string): Promise<LinkAnswer> {
  const { result } = await change(context, async (tx) => {
    const staff = await tx.staff.findUnique({ where: { email } });
    if (staff === null) throw new Problem(404, "unknown_person", `${email} has no account.`);
    await recordAudit(tx, "command", "staff.link", email);
    return { result: await linkOf(context, tx, staff.id, email), changed: false };
  });
  return result;
}

/**
 * Changes somebody's role, or whether they may sign in; from their next request on. Who is disabled loses sessions and links.
 * Throws 401, 403 `administrator_only`, 404 `unknown_person`, 409 `last_administrator`, 503.
 */
export async function changePerson(context: Context, actor: Actor, id: string, patch: PersonPatch): Promise<void> {
  requireStaff(actor, "administrator");
  await change(context, async (tx) => {
    const was = await requirePerson(tx, id);
    const role = patch.role ?? was.role;
    const isDisabled = patch.isDisabled ?? was.disabledAt !== null;
    const disabledAt = isDisabled ? (was.disabledAt ?? BigInt(Date.now())) : null;
    const wasOne = await countAdministrators(tx);
    await tx.staff.update({ where: { id: was.id }, data: { role, disabledAt } });
    if (wasOne > 0 && (await countAdministrators(tx)) === 0) {
      throw new Problem(
        409,
        "last_administrator",
        "Nobody else could administer Vigie. Make another administrator first.",
      );
    }
    if (isDisabled && was.disabledAt === null) {
      await endSessionsOf(tx, was.id);
      await endLinks(tx, was.id);
    }
    const before = { role: was.role, disabledAt: was.disabledAt };
    await recordAudit(tx, actor, "staff.change", was.email, null, { before, after: { role, disabledAt } });
    return { result: null, changed: false };
  });
}

async function linkOf({ settings }: Context, tx: Transaction, id: number, email: string): Promise<LinkAnswer> {
  const { disabledAt } = await tx.staff.findUniqueOrThrow({ where: { id } });
  if (disabledAt !== null) {
    throw new Problem(409, "account_disabled", "This account is disabled. Enable it first.");
  }
  const { key, expiresAt } = await makeLink(tx, id, LINK_MS);
  return { link: `${settings.publicUrl}/desk/invitation#${key}`, email, expiresAt: formatInstant(expiresAt) };
}

async function requirePerson(tx: Transaction, id: string) {
  const staff = /^\d{1,15}$/.test(id) ? await tx.staff.findUnique({ where: { id: Number(id) } }) : null;
  if (staff === null) throw new Problem(404, "unknown_person", "There is no such account.");
  return staff;
}
