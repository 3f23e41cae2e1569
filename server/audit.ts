import type { Actor } from "./actor";
import { nameOf } from "./actor";
import type { Transaction } from "./db";

/**
 * Writes down, in the transaction of the change itself, who did what: `action` as `network.put`, `subject` as the slug or id,
 * `detail` what a later reader needs (never a secret). The time is real time, in a replay too.
 */
export async function recordAudit(
  tx: Transaction,
  actor: Actor | "command",
  action: string,
  subject: string,
  detail: Readonly<Record<string, unknown>> | null = null,
): Promise<void> {
  const who = actor === "command" ? actor : nameOf(actor);
  const detailJson = detail === null ? null : JSON.stringify(detail);
  await tx.auditEntry.create({ data: { at: BigInt(Date.now()), actor: who, action, subject, detailJson } });
}
