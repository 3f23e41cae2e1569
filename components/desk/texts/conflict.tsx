"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { changedOf } from "@/components/desk/merge-fields";
import { Differences } from "./differences";
import { useLanguageName } from "./language-name";
import type { Edited, Texts } from "./texts";

interface Props {
  /** What one's own was before one changed it. */
  readonly base: Edited;
  /** One's own onto theirs. */
  readonly mine: Edited;
  readonly theirs: Edited;
  readonly onTakeTheirs: () => void;
  readonly onSaveMine: () => void;
}

/** A colleague was faster: what differs, and who decides. Both texts stay until then. */
export function Conflict({ base, mine, theirs, onTakeTheirs, onSaveMine }: Props) {
  const t = useTranslations("texts");
  const factsOf = useFactsWords();
  const nameOf = useLanguageName();
  const languages = Object.keys(mine.texts).filter((lang) => textOf(mine.texts, lang) !== textOf(theirs.texts, lang));
  const differ = (one: Edited) =>
    one.facts !== null && theirs.facts !== null && changedOf(one.facts, theirs.facts).length > 0;
  return (
    <section className="text-conflict" role="alert">
      <h2 className="subheading">{t("conflict")}</h2>
      <p>{t("conflictWords")}</p>
      {languages.map((lang) => (
        <div key={lang} className="text-conflict-pair">
          <div>
            <h3 className="desk-label">{t("theirs", { language: nameOf(lang) })}</h3>
            <p lang={lang} className="text-differences">
              {textOf(theirs.texts, lang) || "—"}
            </p>
          </div>
          <div>
            <h3 className="desk-label">{t("mineAgainstTheirs")}</h3>
            <Differences from={textOf(theirs.texts, lang)} to={textOf(mine.texts, lang)} lang={lang} />
          </div>
        </div>
      ))}
      {(differ(base) || differ(mine)) && (
        <div className="text-conflict-pair">
          <div>
            <h3 className="desk-label">{t("theirFacts")}</h3>
            <p>{factsOf(theirs)}</p>
          </div>
          {differ(mine) && (
            <div>
              <h3 className="desk-label">{t("myFacts")}</h3>
              <p>{factsOf(mine)}</p>
            </div>
          )}
        </div>
      )}
      <div className="flex flex-wrap gap-3">
        <Button onClick={onTakeTheirs}>{t("takeTheirs")}</Button>
        <Button onClick={onSaveMine}>{t("saveMine")}</Button>
      </div>
      <p className="small text-dim">{t("mergeByHand")}</p>
    </section>
  );
}

/** "Resolved · about 24 Nov 2026, 17:00". */
function useFactsWords(): ({ facts }: Edited) => string {
  const t = useTranslations("incidents");
  const format = useFormatter();
  return ({ facts }) => {
    if (facts === null) return "";
    const moment = format.dateTime(new Date(facts.at), { dateStyle: "medium", timeStyle: "short" });
    return `${t(`status.${facts.status}`)} · ${facts.approximate ? "≈ " : ""}${moment}`;
  };
}

function textOf(texts: Texts, lang: string): string {
  const { title = null, body = "" } = texts[lang] ?? {};
  return title ? `${title}\n\n${body}` : body;
}
