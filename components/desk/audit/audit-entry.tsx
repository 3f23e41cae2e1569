"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { AuditAnswer } from "@/domain/contract/desk/audit";
import { AuditSentence } from "./audit-sentence";
import { ChangedField } from "./changed-field";

/** Told by the sentence already. */
const SAID: readonly string[] = ["incident", "slug", "reason", "status"];

/** What else an entry says where it tells of no fields. */
function restOf({ detail }: AuditAnswer): AuditAnswer["after"] {
  const rest = Object.entries(detail ?? {}).filter(([name]) => !SAID.includes(name));
  return rest.length === 0 ? null : Object.fromEntries(rest);
}

/** What somebody did, in a sentence; unfolded, each field as it was and as it became. */
export function AuditEntry({ entry, prefix }: { readonly entry: AuditAnswer; readonly prefix: string }) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const { at, before } = entry;
  const after = entry.after ?? (before === null ? restOf(entry) : null);
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return (
    <li className="audit-entry">
      <time dateTime={at} className="audit-time">
        {format.dateTime(new Date(at), { hour: "2-digit", minute: "2-digit" })}
      </time>
      <div className="min-w-0">
        <p>
          <AuditSentence entry={entry} prefix={prefix} />
        </p>
        {fields.length > 0 && (
          <details className="audit-details">
            <summary>{t("fieldsChanged", { count: fields.length })}</summary>
            <dl>
              {fields.map((field) => (
                <ChangedField
                  key={field}
                  field={field}
                  before={before === null ? undefined : before[field]}
                  after={after === null ? undefined : after[field]}
                />
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}
