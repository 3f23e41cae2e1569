"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { TextField } from "@/components/desk/field";
import type { Refusal } from "@/components/desk/refusal";
import { useLanguageName } from "@/components/desk/texts/language-name";
import type { LegalLink } from "@/domain/contract/desk/settings";

interface Props {
  readonly links: readonly LegalLink[];
  /** Those in which a text is asked for. */
  readonly languages: readonly string[];
  readonly onChange: (links: LegalLink[]) => void;
  readonly refusal: Refusal | null;
}

const MOST = 8;

/** Links at the foot of every page, each with its text in every language. */
export function LegalLinks({ links, languages, onChange, refusal }: Props) {
  const t = useTranslations("settings");
  const c = useTranslations("common");
  const nameOf = useLanguageName();
  const isAtFault = (path: string) =>
    refusal?.errors.some((fault) => fault.path === path || fault.path.startsWith(`${path}/`));
  const put = (index: number, link: Partial<LegalLink>) =>
    onChange(links.map((it, at) => (at === index ? { ...it, ...link } : it)));
  return (
    <fieldset className="desk-field">
      <legend className="desk-label">{t("legal")}</legend>
      <p className="desk-hint">{t("legalHint")}</p>
      {links.map(({ texts, url }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a link is known by its place alone.
        <fieldset key={index} className="settings-link">
          <legend className="sr-only">{t("link", { number: index + 1 })}</legend>
          {languages.map((tag, at) => (
            <TextField
              key={tag}
              label={t("linkText", { language: nameOf(tag) })}
              error={at === 0 && isAtFault(`/legalLinks/${index}/texts`) ? t("faults.linkText") : undefined}
              value={texts[tag] ?? ""}
              onChange={({ target }) => put(index, { texts: { ...texts, [tag]: target.value } })}
              lang={tag}
            />
          ))}
          <TextField
            label={t("linkUrl")}
            error={isAtFault(`/legalLinks/${index}/url`) ? t("faults.linkUrl") : undefined}
            value={url}
            onChange={({ target }) => put(index, { url: target.value })}
            type="url"
            placeholder="https://"
          />
          <Button
            aria-label={t("removeLink", { number: index + 1 })}
            onClick={() => onChange(links.filter((_, at) => at !== index))}
          >
            {c("remove")}
          </Button>
        </fieldset>
      ))}
      {links.length < MOST && (
        <div className="mt-3">
          <Button onClick={() => onChange([...links, { texts: {}, url: "" }])}>{t("addLink")}</Button>
        </div>
      )}
    </fieldset>
  );
}
