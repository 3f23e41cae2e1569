import { useLocale, useTranslations } from "use-intl";
import { TextArea, TextField } from "@/components/desk/field";
import type { Refusal } from "@/components/desk/refusal";
import type { Fields } from "./editing";

interface Props {
  readonly fields: Fields;
  /** Those that the page speaks. */
  readonly languages: readonly string[];
  readonly refusal: Refusal | null;
  readonly onChange: (fields: Partial<Fields>) => void;
}

/** What a network may say beyond its name and its addresses. */
export function FurtherFields({ fields, languages, refusal, onChange }: Props) {
  const t = useTranslations("networks");
  const p = useTranslations("problems");
  const names = new Intl.DisplayNames(useLocale(), { type: "language" });
  const fault = (field: string) => (refusal?.faultAt(`/${field}`) ? p("invalid") : undefined);
  const number = (field: "position" | "customerShare" | "staleAfterMinutes", hint: string) => (
    <TextField
      label={t(field)}
      hint={hint}
      inputMode="decimal"
      value={fields[field]}
      error={fault(field)}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <div className="desk-form pt-4">
      <TextArea
        label={t("description")}
        rows={3}
        maxLength={4096}
        value={fields.description}
        error={fault("description")}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      {languages
        .filter((lang) => lang !== fields.lang)
        .map((lang) => {
          const { name = "", description = "" } = fields.translations[lang] ?? {};
          const say = (texts: { name?: string; description?: string }) =>
            onChange({ translations: { ...fields.translations, [lang]: { name, description, ...texts } } });
          const language = names.of(lang) ?? lang;
          return (
            <div key={lang} className="desk-form">
              <TextField
                label={t("nameIn", { language })}
                lang={lang}
                maxLength={200}
                value={name}
                onChange={(event) => say({ name: event.currentTarget.value })}
              />
              <TextArea
                label={t("descriptionIn", { language })}
                lang={lang}
                rows={3}
                maxLength={4096}
                value={description}
                onChange={(event) => say({ description: event.currentTarget.value })}
              />
            </div>
          );
        })}
      {number("position", t("positionHint"))}
      {number("customerShare", t("customerShareHint"))}
      {number("staleAfterMinutes", t("staleHint"))}
    </div>
  );
}
