import { z } from "zod";
import { Email, Password } from "@/domain/contract/desk/access";
import { text } from "@/domain/contract/text";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import { hashPassword } from "./passwords";
import { Problem } from "./problem";

export const StaffInput = z.object({
  email: Email,
  name: text(100),
  role: z.enum(["administrator", "editor"]),
  password: Password,
});
export type StaffInput = z.infer<typeof StaffInput>;

/**
 * Makes an account with its password. For whoever has the database at hand (the staff command), so without an actor.
 * Throws 409 `email_taken`.
 */
export async function addStaff(context: Context, { email, name, role, password }: StaffInput): Promise<void> {
  const passwordHash = await hashPassword(password);
  await change(context, async (tx) => {
    if ((await tx.staff.findUnique({ where: { email } })) !== null) {
      throw new Problem(409, "email_taken", `${email} has an account already; --link makes a link for a new password.`);
    }
    await tx.staff.create({ data: { email, name, role, passwordHash, createdAt: BigInt(Date.now()) } });
    await recordAudit(tx, "command", "staff.add", email, null, { before: null, after: { name, role } });
    return { result: null, changed: false };
  });
}
