import type { Transaction } from "@/server/db";

/** How many administrators there are who can sign in; one who was invited and has no password yet cannot. */
export function countAdministrators(tx: Pick<Transaction, "staff">): Promise<number> {
  return tx.staff.count({ where: { role: "administrator", disabledAt: null, passwordHash: { not: null } } });
}
