"use client";

import { useTranslations } from "use-intl";
import { useSite } from "@/components/desk/desk-provider";
import { Field } from "@/components/desk/field";
import type { Refusal } from "@/components/desk/refusal";
import { useLanguageName } from "@/components/desk/texts/language-name";
import { MarkdownField } from "@/components/desk/texts/markdown-field";
import type { UpdateStatus } from "@/domain/contract/update";
import { MaintenanceStatus, OutageStatus } from "@/domain/contract/update";
import { AtField } from "./at-field";
import { Choice } from "./choice";

export interface UpdateText {
  readonly title: string;
  readonly bodyMarkdown: string;
  readonly status: UpdateStatus;
  /** An instant of RFC 3339; null: when it is published. */
  readonly at: string | null;
  readonly approximate: boolean;
  /** By language; an empty text is none. */
  readonly translations: Readonly<Record<string, { readonly title: string; readonly bodyMarkdown: string }>>;
}

interface Props {
  readonly value: UpdateText;
  readonly onChange: (value: UpdateText) => void;
  readonly kind: "incident" | "maintenance";
  /** Why it was not taken; null: it was not refused. */
  readonly refusal: Refusal | null;
  /** Where the texts stand in the body that was refused: "" or "/update". */
  readonly pointer?: string;
  /** That of the original; the site's own unless told. */
  readonly lang?: string;
  /** Whether it is new, so that it may be of the moment of publication, and has a status to be chosen. */
  readonly isNew?: boolean;
}

/** What an update says, in every language of the page side by side, and when, and where the incident stands by then. */
export function UpdateFields({ value, onChange, kind, refusal, pointer = "", lang, isNew = true }: Props) {
  const t = useTranslations("incidents");
  const site = useSite();
  const statuses = kind === "maintenance" ? MaintenanceStatus.options : OutageStatus.options;
  const fault = (field: string) => refusal?.faultAt(`${pointer}${field}`) && t("fault");
  return (
    <div className="grid gap-7">
      <Choice
        legend={t("status.legend")}
        options={statuses.map((status) => ({ value: status, label: t(`status.${status}`) }))}
        value={statuses.find((status) => status === value.status) ?? null}
        onChange={(status) => onChange({ ...value, status })}
        error={fault("/status")}
      />
      <TextsFields
        value={value}
        onChange={(texts) => onChange({ ...value, ...texts })}
        own={lang ?? site.own}
        fault={fault}
      />
      <AtField
        value={value.at}
        approximate={value.approximate}
        mayBeNow={isNew}
        onChange={(at, approximate) => onChange({ ...value, at, approximate })}
        error={refusal?.faultAt(`${pointer}/at`) && t("at.ahead")}
      />
    </div>
  );
}

type Texts = Pick<UpdateText, "title" | "bodyMarkdown" | "translations">;

interface TextsProps {
  readonly value: Texts;
  readonly onChange: (value: Texts) => void;
  readonly own: string;
  readonly fault: (field: string) => string | undefined;
}

function TextsFields({ value, onChange, own, fault }: TextsProps) {
  const t = useTranslations("incidents");
  const { languages } = useSite();
  const nameOf = useLanguageName();
  const others = languages.filter((lang) => lang !== own);
  const written = [own, ...others].filter((lang) => textsIn(value, lang, own).bodyMarkdown.trim() !== "");
  return (
    <div className="desk-languages">
      {[own, ...others].map((lang) => {
        const texts = textsIn(value, lang, own);
        const set = (change: Partial<typeof texts>) => {
          if (lang === own) onChange({ ...value, ...change });
          else onChange({ ...value, translations: { ...value.translations, [lang]: { ...texts, ...change } } });
        };
        const name = nameOf(lang);
        const place = lang === own ? "" : `/translations/${lang}`;
        const isMissing = texts.bodyMarkdown.trim() === "" && written.length > 0;
        return (
          <section key={lang} aria-label={name} className="grid content-start gap-4">
            <h3 className="desk-language">
              {name}
              {lang === (written[0] ?? own) && <span>{t("texts.original")}</span>}
            </h3>
            <Field label={t("texts.headline")} error={fault(`${place}/title`)}>
              {(bound) => (
                <input
                  {...bound}
                  type="text"
                  lang={lang}
                  maxLength={120}
                  value={texts.title}
                  onChange={(event) => set({ title: event.target.value })}
                  className="desk-input"
                />
              )}
            </Field>
            <MarkdownField
              label={t("texts.text")}
              lang={lang}
              rows={7}
              value={texts.bodyMarkdown}
              onChange={(bodyMarkdown) => set({ bodyMarkdown })}
              error={fault(`${place}/bodyMarkdown`)}
            />
            {isMissing && (
              <p className="desk-hint" role="note">
                {t("texts.fallback", { language: name, other: nameOf(written[0] ?? own) })}
              </p>
            )}
          </section>
        );
      })}
    </div>
  );
}

/** What is written in a language. */
export function textsIn(value: Texts, lang: string, own: string): { title: string; bodyMarkdown: string } {
  if (lang === own) return { title: value.title, bodyMarkdown: value.bodyMarkdown };
  return value.translations[lang] ?? { title: "", bodyMarkdown: "" };
}
