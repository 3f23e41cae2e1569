import { z } from "zod";
import { deskRead } from "@/domain/contract/desk/operation";
import { ListQuery, listOf } from "@/domain/contract/list";
import type { Operation } from "@/domain/contract/operation";
import { looseText } from "@/domain/contract/text";
import { InstantText } from "@/domain/contract/time";
import { DAY_MS, parseInstant } from "@/domain/instant";

/** A day as a form sends it, in days since 1 January 1970; null where it was left empty. */
const Day = z
  .string()
  .default("")
  .meta({ format: "date", example: "2014-07-01" })
  .transform((text, context): number | null => {
    if (text === "") return null;
    const at = parseInstant(`${text}T00:00:00Z`);
    if (at !== null) return at / DAY_MS;
    context.issues.push({ code: "custom", message: "A day such as 2014-07-01.", input: text });
    return z.NEVER;
  });

/** A text as a form sends it; null where it was left empty. */
const Term = looseText(200)
  .default("")
  .transform((text) => text.trim() || null);

/** Which entries of the audit log; null: whichever. */
export const AuditFilter = z.object({
  actor: Term.meta({ description: "As an entry names it: `staff:<e-mail>`, `token:<name>`, `command`." }),
  action: Term.meta({ description: "As `network.put`, or what stands before the dot." }),
  subject: Term,
  search: Term.meta({ description: "Stands anywhere in an entry." }),
  from: Day.meta({ description: "The first day, in the page's zone." }),
  to: Day.meta({ description: "The last day, in the page's zone." }),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditQuery = AuditFilter.extend(ListQuery.shape);
export type AuditQuery = z.infer<typeof AuditQuery>;

const Fields = z.record(z.string(), z.unknown()).nullable();

export const AuditAnswer = z.object({
  id: z.int(),
  at: InstantText,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  /** What the subject is called now: the title of an incident or of that of an update; null: as the subject says. */
  name: z.string().nullable(),
  detail: Fields,
  /** The fields that changed, as they were and as they became; null where there was, or is, nothing. */
  before: Fields,
  after: Fields,
});
export type AuditAnswer = z.infer<typeof AuditAnswer>;

export const listAuditOperation = deskRead({
  id: "listAudit",
  path: "/api/desk/audit",
  summary: "Who changed what, newest first",
  role: "administrator",
  query: AuditQuery,
  answer: listOf(AuditAnswer),
});

export const auditCsvOperation = deskRead({
  id: "auditCsv",
  path: "/api/desk/audit.csv",
  summary: "The same as a file for spreadsheets",
  role: "administrator",
  query: AuditFilter,
  answer: "text/csv",
});

export const auditOperations: readonly Operation[] = [listAuditOperation, auditCsvOperation];
