"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { Differences } from "./differences";
import { useLanguageName } from "./language-name";
import type { Texts } from "./texts";

interface Props {
  readonly mine: Texts;
  readonly theirs: Texts;
  readonly onTakeTheirs: () => void;
  readonly onSaveMine: () => void;
}

/** A colleague was faster: what differs, and who decides. Both texts stay until then. */
export function Conflict({ mine, theirs, onTakeTheirs, onSaveMine }: Props) {
  const t = useTranslations("texts");
  const nameOf = useLanguageName();
  const languages = Object.keys(mine).filter((lang) => textOf(mine, lang) !== textOf(theirs, lang));
  return (
    <section className="text-conflict" role="alert">
      <h2 className="subheading">{t("conflict")}</h2>
      <p>{t("conflictWords")}</p>
      {languages.map((lang) => (
        <div key={lang} className="text-conflict-pair">
          <div>
            <h3 className="desk-label">{t("theirs", { language: nameOf(lang) })}</h3>
            <p lang={lang} className="text-differences">
              {textOf(theirs, lang) || "—"}
            </p>
          </div>
          <div>
            <h3 className="desk-label">{t("mineAgainstTheirs")}</h3>
            <Differences from={textOf(theirs, lang)} to={textOf(mine, lang)} lang={lang} />
          </div>
        </div>
      ))}
      <div className="flex flex-wrap gap-3">
        <Button onClick={onTakeTheirs}>{t("takeTheirs")}</Button>
        <Button onClick={onSaveMine}>{t("saveMine")}</Button>
      </div>
      <p className="small text-dim">{t("mergeByHand")}</p>
    </section>
  );
}

function textOf(texts: Texts, lang: string): string {
  const { title = null, body = "" } = texts[lang] ?? {};
  return title ? `${title}\n\n${body}` : body;
}
