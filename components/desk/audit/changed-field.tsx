"use client";

import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";

interface Props {
  readonly field: string;
  /** undefined: there was, or is, nothing that could have it. */
  readonly before: unknown;
  readonly after: unknown;
}

/** A field as it was and as it became. */
export function ChangedField({ field, before, after }: Props) {
  const t = useTranslations("audit");
  const label = `fields.${field}` as "fields.name";
  return (
    <div className="audit-field">
      <dt>{t.has(label) ? t(label) : <code>{field}</code>}</dt>
      {before !== undefined && (
        <dd>
          <span className="audit-side">{t("before")}</span>
          <Value value={before} />
        </dd>
      )}
      {after !== undefined && (
        <dd>
          <span className="audit-side">{t("after")}</span>
          <Value value={after} />
        </dd>
      )}
    </div>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Whatever JSON can say, as a person reads it. */
function Value({ value }: { readonly value: unknown }): ReactNode {
  const t = useTranslations("audit");
  const format = useFormatter();
  if (value === null || value === undefined || value === "") return <span className="text-dim">{t("empty")}</span>;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return format.number(value, { maximumFractionDigits: 6 });
  if (typeof value === "string") {
    if (!INSTANT.test(value)) return <span className="audit-text">{value}</span>;
    return format.dateTime(new Date(value), { dateStyle: "full", timeStyle: "medium" });
  }
  if (Array.isArray(value)) {
    return (
      <ul>
        {value.map((item) => (
          <li key={JSON.stringify(item)}>{isFlat(item) ? flatText(item) : <Value value={item} />}</li>
        ))}
      </ul>
    );
  }
  return (
    <ul>
      {Object.entries(value).map(([name, inner]) => (
        <li key={name}>
          <code>{name}</code> <Value value={inner} />
        </li>
      ))}
    </ul>
  );
}

/** An address with its role, label and start: one line. */
function isFlat(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((one) => typeof one !== "object" || one === null)
  );
}

function flatText(value: object): string {
  return Object.values(value)
    .filter((one) => one !== null && one !== "")
    .join(" · ");
}
