import { STAFF_PREFIX } from "./actor";
import type { Database, Transaction } from "./db";

/** Puts a person's name to how the audit log names an actor; others, and who is gone, are named as they are there. */
export async function staffNames(reader: Pick<Database | Transaction, "staff">): Promise<(actor: string) => string> {
  const rows = await reader.staff.findMany({ select: { email: true, name: true } });
  const names = new Map(rows.map(({ email, name }) => [STAFF_PREFIX + email, name]));
  return (actor) => names.get(actor) ?? actor;
}
