"use client";

import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { TextField } from "@/components/desk/field";
import { onPublishKey } from "@/components/desk/incidents/composing";
import { Refusal } from "@/components/desk/refusal";
import { RefusalNote } from "@/components/desk/refusal-note";
import type { EditableIncident } from "@/domain/contract/desk/incident-texts";
import { Conflict } from "./conflict";
import { useDescribed } from "./described";
import { DraftLine } from "./draft-line";
import { EarlierVersions } from "./earlier-versions";
import { useLanguageName } from "./language-name";
import { MarkdownField } from "./markdown-field";
import { Redact } from "./redact";
import { incidentSubject, updateOf, updateSubject } from "./texts";
import { UpdateFacts } from "./update-facts";
import { useEdit } from "./use-edit";

interface Props {
  readonly initial: EditableIncident;
  readonly kind: "update" | "notice" | "postmortem";
  /** Of the update, where it is one. */
  readonly updateId?: string;
  /** Those of the pages. */
  readonly languages: readonly string[];
  /** Where to go when it is saved. */
  readonly back: string;
}

/** The page on which a published text is edited, in all languages of the pages. */
export function EditTexts({ initial, kind, updateId = "", languages, back }: Props) {
  const t = useTranslations("texts");
  const nameOf = useLanguageName();
  const subject =
    kind === "update" ? updateSubject(initial, updateId, languages) : incidentSubject(initial, kind, languages);
  const edit = useEdit(initial, subject, () => location.assign(back));
  const update = updateOf(edit.incident, updateId);
  const { whenDescribed, question } = useDescribed(Object.values(edit.texts).map(({ body }) => body));
  const faultAt = (path: string) => (edit.error instanceof Refusal ? edit.error.faultAt(path)?.detail : undefined);
  const [original] = subject.languages;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // One came to this page to change the text.
    const area = form.current?.querySelector("textarea");
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);

  return (
    <form
      ref={form}
      className="desk-form"
      onKeyDown={onPublishKey(() => form.current?.requestSubmit())}
      onSubmit={(event) => {
        event.preventDefault();
        if (edit.theirs !== null) return;
        whenDescribed(edit.save);
      }}
    >
      <DraftLine draft={edit.draft} />
      {edit.theirs !== null && (
        <Conflict
          base={edit.base}
          mine={edit.merged}
          theirs={edit.theirs}
          onTakeTheirs={edit.takeTheirs}
          onSaveMine={edit.saveMine}
        />
      )}
      {edit.backToMine !== null && (
        <p className="draft-restored">
          {t("tookTheirs")} <Button onClick={edit.backToMine}>{t("backToMine")}</Button>
        </p>
      )}
      {edit.theirs === null && <RefusalNote error={edit.error} />}
      {subject.languages.map((lang) => {
        const text = edit.texts[lang] ?? { title: null, body: "" };
        const language = lang === original ? `${nameOf(lang)} (${t("original")})` : nameOf(lang);
        const pointer = lang === original ? "" : `/translations/${lang}`;
        const bodyField = kind === "update" ? "bodyMarkdown" : `${kind}Markdown`;
        return (
          <fieldset key={lang} className="text-language">
            {text.title !== null && (
              <TextField
                label={t("headlineIn", { language })}
                lang={lang}
                value={text.title}
                maxLength={120}
                error={faultAt(`${pointer}/title`)}
                onChange={(event) => edit.change(lang, { title: event.target.value })}
              />
            )}
            <MarkdownField
              label={t("textIn", { language })}
              hint={lang === original ? undefined : t("translationHint")}
              error={faultAt(`${pointer}/${bodyField}`)}
              lang={lang}
              value={text.body}
              onChange={(body) => edit.change(lang, { body })}
            />
          </fieldset>
        );
      })}
      {edit.facts !== null && (
        <UpdateFacts
          facts={edit.facts}
          isMaintenance={edit.incident.impact === "maintenance"}
          onChange={edit.changeFacts}
          fault={faultAt("/at")}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" kind="primary" isBusy={edit.isSaving} disabled={edit.theirs !== null}>
          {t("save")}
        </Button>
        <a href={back} className="desk-button">
          {t("backToIncident")}
        </a>
        {update !== undefined && <Redact incidentId={initial.id} update={update} onRedacted={edit.blacken} />}
      </div>
      {update !== undefined && <EarlierVersions update={update} />}
      {question}
    </form>
  );
}
