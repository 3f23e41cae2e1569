"use client";

import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";

interface Props {
  readonly field: string;
  /** undefined: there was, or is, nothing that could have it. */
  readonly before: unknown;
  readonly after: unknown;
}

/** A field as it was and as it became; of what was made or deleted, only what it holds. */
export function ChangedField({ field, before, after }: Props) {
  const t = useTranslations("audit");
  const isBoth = before !== undefined && after !== undefined;
  return (
    <div className="audit-field" data-both={isBoth || undefined}>
      <dt>
        <FieldName field={field} />
      </dt>
      {before !== undefined && (
        <dd>
          {isBoth && <span className="audit-side">{t("before")}</span>}
          <Value value={before} />
        </dd>
      )}
      {after !== undefined && (
        <dd>
          {isBoth && <span className="audit-side">{t("after")}</span>}
          <Value value={after} />
        </dd>
      )}
    </div>
  );
}

function FieldName({ field }: { readonly field: string }) {
  const t = useTranslations("audit");
  const label = `fields.${field}` as "fields.name";
  return t.has(label) ? t(label) : <code>{field}</code>;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Whatever JSON can say, as a person reads it. */
function Value({ value }: { readonly value: unknown }): ReactNode {
  const t = useTranslations("audit");
  const format = useFormatter();
  if (isEmpty(value)) return <span className="text-dim">{t("empty")}</span>;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return format.number(value, { maximumFractionDigits: 6 });
  if (typeof value !== "object" || value === null) return <Text text={String(value)} />;
  if (Array.isArray(value)) {
    return (
      <ul>
        {value.map((item) => (
          <li key={JSON.stringify(item)}>
            <Item item={item} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <dl className="audit-inner">
      {Object.entries(value)
        .filter(([, inner]) => !isEmpty(inner))
        .map(([name, inner]) => (
          <div key={name}>
            <dt className="audit-side">
              <FieldName field={name} />
            </dt>
            <dd>
              <Value value={inner} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** One of a list: an address with its role, label and start is a line. */
function Item({ item }: { readonly item: unknown }) {
  if (typeof item !== "object" || item === null) return <Value value={item} />;
  const parts = Object.entries(item).filter(([, one]) => !isEmpty(one));
  return parts.map(([name, one], index) => (
    <span key={name}>
      {index > 0 && " · "}
      <Value value={one} />
    </span>
  ));
}

function Text({ text }: { readonly text: string }) {
  const format = useFormatter();
  if (!INSTANT.test(text)) return <span className="audit-text">{text}</span>;
  return format.dateTime(new Date(text), { dateStyle: "long", timeStyle: "short" });
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
