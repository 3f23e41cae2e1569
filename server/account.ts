import type { AccountAnswer, AccountPatch, PasswordBody } from "@/domain/contract/desk/access";
import { endLinks } from "@/server/access/links";
import { sessionAnswer } from "@/server/access/session-answer";
import { takeSignIn } from "@/server/access/sign-in-limits";
import { databaseProblem } from "@/server/database/faults";
import type { Actor, StaffActor } from "./actor";
import { requireStaff } from "./actor";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import { hashPassword, isPassword } from "./passwords";
import { isProblem, Problem } from "./problem";
import { endSessionsOf, holding } from "./sessions";

/** One's own account, with the sessions that hold. Throws 401, 403 `staff_only`, 503. */
export async function getAccount(context: Context, actor: Actor): Promise<AccountAnswer> {
  requireStaff(actor, "editor");
  const { name, sessions } = await context.db.staff
    .findUniqueOrThrow({
      where: { id: actor.id },
      include: { sessions: { where: holding(Date.now()), orderBy: { lastUsedAt: "desc" }, take: 100 } },
    })
    .catch((error: unknown) => {
      throw databaseProblem(error) ?? error;
    });
  const { email, role } = actor;
  return { name, email, role, sessions: sessions.map((session) => sessionAnswer(session, actor)) };
}

/** Changes one's own name. Throws 401, 403 `staff_only`, 503. */
export async function changeAccount(context: Context, actor: Actor, { name }: AccountPatch): Promise<void> {
  requireStaff(actor, "editor");
  await change(context, async (tx) => {
    const was = await tx.staff.findUniqueOrThrow({ where: { id: actor.id } });
    if (was.name !== name) {
      await tx.staff.update({ where: { id: actor.id }, data: { name } });
      await recordAudit(tx, actor, "staff.change", actor.email, null, { before: { name: was.name }, after: { name } });
    }
    return { result: null, changed: false };
  });
}

/**
 * Changes one's own password and ends one's other sessions, and links that would set another; `client` is where one asks from. Wrong passwords count as those of a
 * sign-in do. Throws 422 `wrong_password` at `/current`, 429 `too_many_requests`, 401, 403 `staff_only`, 503.
 */
export async function changePassword(
  context: Context,
  actor: Actor,
  { current, password }: PasswordBody,
  client: string,
): Promise<void> {
  requireStaff(actor, "editor");
  const giveBack = await takeSignIn(context, actor.email, client);
  const known = await checkPassword(context, actor, current).catch((error: unknown) => {
    if (!isProblem(error) || error.status !== 422) giveBack();
    throw error;
  });
  giveBack();
  const passwordHash = await hashPassword(password);
  await change(context, async (tx) => {
    // A link that set another one meanwhile wins: it was made because this one is not trusted.
    const { count } = await tx.staff.updateMany({
      where: { id: actor.id, passwordHash: known },
      data: { passwordHash },
    });
    if (count === 0) throw wrongPassword();
    await endLinks(tx, actor.id);
    const sessionsEnded = await endSessionsOf(tx, actor.id, actor.session);
    await recordAudit(tx, actor, "staff.password", actor.email, { by: "account", sessionsEnded });
    return { result: null, changed: false };
  });
}

/** What the right password is stored as. Throws 422 `wrong_password`, 503. */
async function checkPassword({ db }: Context, { id }: StaffActor, password: string): Promise<string | null> {
  const { passwordHash } = await db.staff.findUniqueOrThrow({ where: { id } }).catch((error: unknown) => {
    throw databaseProblem(error) ?? error;
  });
  if (!(await isPassword(password, passwordHash))) throw wrongPassword();
  return passwordHash;
}

function wrongPassword(): Problem {
  const detail = "This is not your present password.";
  return new Problem(422, "wrong_password", detail, { errors: [{ path: "/current", code: "wrong_password", detail }] });
}

/** Ends one's other sessions. Throws 401, 403 `staff_only`, 503. */
export async function endOtherSessions(context: Context, actor: Actor): Promise<void> {
  requireStaff(actor, "editor");
  await change(context, async (tx) => {
    const sessionsEnded = await endSessionsOf(tx, actor.id, actor.session);
    if (sessionsEnded > 0) await recordAudit(tx, actor, "session.revoke-others", actor.email, { sessionsEnded });
    return { result: null, changed: false };
  });
}
