import { z } from "zod";
import { looseText } from "@/domain/contract/text";
import { takeSignIn } from "@/server/access/sign-in-limits";
import { staffActor } from "@/server/access/staff-actor";
import { databaseProblem } from "@/server/database/faults";
import { nobody } from "./actor";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import { isPassword } from "./passwords";
import { Problem } from "./problem";
import type { Client } from "./sessions";
import { startSession } from "./sessions";

export const SignInBody = z.object({ email: looseText(254), password: looseText(1_000) });
export type SignInBody = z.infer<typeof SignInBody>;

/**
 * Begins a session for who knows the password of an account, and returns what its cookie is to hold.
 * Throws 401 `wrong_credentials`, the same and as late whether there is such an account, whether it was disabled, or has no
 * password yet; 429 `too_many_requests` after as many failures, for addresses without account too; 503.
 */
export async function signIn(
  context: Context,
  { email: typed, password }: SignInBody,
  client: Client,
): Promise<string> {
  const email = typed.trim().toLowerCase();
  const giveBack = await takeSignIn(context, email, client.address);
  const staff = await context.db.staff.findUnique({ where: { email } }).catch((error: unknown) => {
    giveBack();
    throw databaseProblem(error) ?? error;
  });
  const isRight = await isPassword(password, staff?.disabledAt === null ? staff.passwordHash : null).catch(
    (error: unknown) => {
      giveBack();
      throw error;
    },
  );
  if (!isRight || staff === null) {
    // Of addresses without account nothing is written down: people type passwords into the wrong field. Nobody waits for it, or
    // who has an account would be told by the clock.
    if (staff !== null) void noteFailure(context, email, client);
    throw wrongCredentials();
  }
  giveBack();
  const { result } = await change(context, async (tx) => {
    // A password that was changed meanwhile has ended all sessions, and begins none.
    const now = await tx.staff.findUniqueOrThrow({ where: { id: staff.id } });
    if (now.passwordHash !== staff.passwordHash || now.disabledAt !== null) throw wrongCredentials();
    const secret = await startSession(tx, staff.id, client);
    await recordAudit(tx, staffActor(staff), "session.start", email, { client: client.address });
    return { result: secret, changed: false };
  });
  return result;
}

function wrongCredentials(): Problem {
  return new Problem(401, "wrong_credentials", "No account has this e-mail address and this password.");
}

async function noteFailure(context: Context, email: string, { address }: Client): Promise<void> {
  await change(context, async (tx) => {
    await recordAudit(tx, nobody, "session.refused", email, { client: address });
    return { result: null, changed: false };
  }).catch((error: unknown) => context.log.warn({ err: error }, "A failed sign-in could not be noted."));
}
