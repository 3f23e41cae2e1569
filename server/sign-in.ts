import { z } from "zod";
import { looseText } from "@/domain/contract/text";
import { databaseProblem } from "@/server/database/faults";
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
 * Throws 401 `wrong_credentials`, the same and as late whether there is such an account or not, and 503.
 */
export async function signIn(context: Context, { email, password }: SignInBody, client: Client): Promise<string> {
  const staff = await context.db.staff
    .findUnique({ where: { email: email.trim().toLowerCase() } })
    .catch((error: unknown) => {
      throw databaseProblem(error) ?? error;
    });
  const isRight = await isPassword(password, staff?.disabledAt === null ? staff.passwordHash : null);
  if (!isRight || staff === null) {
    throw new Problem(401, "wrong_credentials", "No account has this e-mail address and this password.");
  }
  const { result } = await change(context, async (tx) => ({
    result: await startSession(tx, staff.id, client),
    changed: false,
  }));
  return result;
}
