import type { ChangedFields } from "@/domain/changed-fields";
import { changedFields } from "@/domain/changed-fields";
import { formatInstant } from "@/domain/instant";
import { rewordJson } from "@/domain/reword-json";
import type { Actor } from "./actor";
import { nameOf } from "./actor";
import type { Transaction } from "./db";

/** Something as it was and as it became, whole: what is the same in both is left out by `recordAudit`. null: nothing. */
export interface States {
  readonly before: object | null;
  readonly after: object | null;
}

/** What stands in the log for a value that is nobody's to read. */
const HIDDEN = "•••";

const SECRET = /(key|hash|secret|password)$/i;
const INSTANT = /^(at|from|to|since)$|(At|By|For|Until)$/;

/**
 * Writes down, in the transaction of the change itself, who did what: `action` as `network.put`, `subject` as the slug or id,
 * `detail` what the sentence needs beyond the fields, `states` what was changed, with fields named as in the API. Fields that
 * are called keys, hashes, secrets or passwords are only told to have changed; instants may come in milliseconds and are kept
 * as the API writes them. `detail` must hold no secret. The time is real time, in a replay too.
 */
export async function recordAudit(
  tx: Transaction,
  actor: Actor | "command",
  action: string,
  subject: string,
  detail: Readonly<Record<string, unknown>> | null = null,
  states: States = { before: null, after: null },
): Promise<void> {
  const changed: ChangedFields | null = changedFields(states.before, states.after);
  await tx.auditEntry.create({
    data: {
      at: BigInt(Date.now()),
      actor: actor === "command" ? actor : nameOf(actor),
      action,
      subject,
      detailJson: detail === null ? null : JSON.stringify(detail),
      beforeJson: jsonOf(changed?.before ?? null),
      afterJson: jsonOf(changed?.after ?? null),
    },
  });
}

/** Puts every text that the log holds about these subjects through `reword`, which blackens what is redacted. */
export async function rewordAudit(
  tx: Transaction,
  subjects: readonly string[],
  reword: (text: string) => string,
): Promise<void> {
  const reworded = (json: string | null) => (json === null ? null : rewordJson(json, reword));
  for (const { id, ...row } of await tx.auditEntry.findMany({ where: { subject: { in: [...subjects] } } })) {
    const detailJson = reworded(row.detailJson);
    const beforeJson = reworded(row.beforeJson);
    const afterJson = reworded(row.afterJson);
    if (detailJson === row.detailJson && beforeJson === row.beforeJson && afterJson === row.afterJson) continue;
    await tx.auditEntry.update({ where: { id }, data: { detailJson, beforeJson, afterJson } });
  }
}

function jsonOf(fields: Readonly<Record<string, unknown>> | null): string | null {
  return fields === null ? null : JSON.stringify(fields, readable);
}

function readable(field: string, value: unknown): unknown {
  if (SECRET.test(field) && value !== null) return HIDDEN;
  const plain = typeof value === "bigint" ? Number(value) : value;
  return INSTANT.test(field) && typeof plain === "number" ? formatInstant(plain) : plain;
}
