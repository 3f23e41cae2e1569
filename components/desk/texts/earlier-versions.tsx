"use client";

import { useTranslations } from "use-intl";
import type { EditableUpdate, EditableVersion } from "@/domain/contract/desk/incident-texts";
import { Differences } from "./differences";
import { useLanguageName } from "./language-name";

/** What an update said before, the newest first, each with what the next version made of it. */
export function EarlierVersions({ update }: { readonly update: EditableUpdate }) {
  const t = useTranslations("texts");
  const nameOf = useLanguageName();
  const { revisions } = update;
  return (
    <section className="text-earlier">
      <h2 className="subheading">{t("earlier")}</h2>
      {revisions.length === 0 && <p className="small text-dim">{t("earlierNone")}</p>}
      {[...revisions.entries()].reverse().map(([index, revision]) => {
        const next: EditableVersion = revisions[index + 1] ?? update;
        const languages = [revision.lang, ...Object.keys(revision.translations)];
        return (
          <details key={revision.replacedAt}>
            <summary>{t("earlierAt", { at: new Date(revision.replacedAt) })}</summary>
            {[...new Set(languages)].map((lang) => (
              <div key={lang}>
                {languages.length > 1 && <p className="tiny text-dim">{nameOf(lang)}</p>}
                <Differences from={textOf(revision, lang)} to={textOf(next, lang)} lang={lang} />
              </div>
            ))}
          </details>
        );
      })}
    </section>
  );
}

function textOf(version: EditableVersion, lang: string): string {
  const { title, bodyMarkdown } = version.lang === lang ? version : (version.translations[lang] ?? {});
  return [title, bodyMarkdown].filter(Boolean).join("\n\n");
}
