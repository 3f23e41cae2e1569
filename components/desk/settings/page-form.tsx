"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { CheckField, SelectField, TextField } from "@/components/desk/field";
import { Refusal } from "@/components/desk/refusal";
import { RefusalNote } from "@/components/desk/refusal-note";
import { useLanguageName } from "@/components/desk/texts/language-name";
import { MarkdownField } from "@/components/desk/texts/markdown-field";
import type { PageAnswer } from "@/domain/contract/desk/settings";
import { LegalLinks } from "./legal-links";

interface Saved {
  readonly page: PageAnswer;
  readonly etag: string | null;
}

interface Props extends Saved {
  readonly zones: readonly string[];
  /** That of the desk's page. */
  readonly lang: string;
  /** It was loaded anew by a save. */
  readonly justSaved: boolean;
}

const PATH = "/api/desk/page";

/** What staff say of the page itself, saved whole. */
export function PageForm({ page, etag, zones, lang, justSaved }: Props) {
  const t = useTranslations("settings");
  const nameOf = useLanguageName();
  const [form, setForm] = useState(page);
  const [saved, setSaved] = useState<Saved>({ page, etag });
  const [isSaved, setIsSaved] = useState(justSaved);
  const set = (fields: Partial<PageAnswer>) => {
    setForm({ ...form, ...fields });
    setIsSaved(false);
  };
  const save = useMutation({
    mutationFn: async (tag: string | null) =>
      ask<PageAnswer>(PATH, { method: "PUT", body: bodyOf(form), headers: { "If-Match": tag ?? "*" } }),
    onSuccess: ({ value, etag: tag }) => {
      // The head of this very page shows the name, speaks a language and a zone: it comes anew.
      if (isDrawnAnew(saved.page, value)) return location.replace(`${pathIn(lang, value)}?saved`);
      setSaved({ page: value, etag: tag });
      setForm(value);
      setIsSaved(true);
    },
  });
  const takeTheirs = useMutation({
    mutationFn: () => ask<PageAnswer>(PATH),
    onSuccess: ({ value, etag: tag }) => {
      setSaved({ page: value, etag: tag });
      setForm(value);
      save.reset();
    },
  });
  const refusal = save.error instanceof Refusal ? save.error : null;
  const faultAt = (path: string, word: "name" | "timeZone" | "locale" | "notice" | "support") =>
    refusal?.errors.some((fault) => fault.path === path || fault.path.startsWith(`${path}/`))
      ? t(`faults.${word}`)
      : undefined;
  const isShown = (path: string) => /^\/(name|timeZone|locale|notice|support|legalLinks)/.test(path);
  const offered = form.spoken.filter((tag) => form.languages.includes(tag) || tag === form.locale);

  return (
    <form
      className="desk-form settings-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save.mutate(saved.etag);
      }}
    >
      <RefusalNote error={save.error} shown={refusal?.errors.map(({ path }) => path).filter(isShown) ?? []} />
      {refusal?.status === 412 && (
        <div className="flex flex-wrap items-center gap-3">
          <p className="w-full">{t("conflictWords")}</p>
          <Button onClick={() => takeTheirs.mutate()} isBusy={takeTheirs.isPending}>
            {t("takeTheirs")}
          </Button>
          <Button onClick={() => save.mutate("*")} isBusy={save.isPending}>
            {t("saveMine")}
          </Button>
        </div>
      )}
      <section aria-labelledby="the-page">
        <h2 id="the-page" className="heading">
          {t("page")}
        </h2>
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          error={faultAt("/name", "name")}
          value={form.name}
          onChange={(event) => set({ name: event.target.value })}
          required
        />
        <TextField
          label={t("timeZone")}
          hint={t("timeZoneHint")}
          error={faultAt("/timeZone", "timeZone")}
          value={form.timeZone}
          onChange={(event) => set({ timeZone: event.target.value })}
          list="zones"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <datalist id="zones">
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <SelectField
          label={t("locale")}
          hint={t("localeHint")}
          error={faultAt("/locale", "locale")}
          value={form.locale}
          onChange={({ target }) => set({ locale: target.value, languages: [...form.languages, target.value] })}
        >
          {form.spoken.map((tag) => (
            <option key={tag} value={tag}>
              {nameOf(tag)}
            </option>
          ))}
        </SelectField>
        <fieldset className="desk-field grid gap-2">
          <legend className="desk-label">{t("languages")}</legend>
          <p className="desk-hint">{t("languagesHint")}</p>
          {form.spoken.map((tag) => (
            <CheckField
              key={tag}
              label={nameOf(tag)}
              checked={offered.includes(tag)}
              disabled={tag === form.locale}
              onChange={({ target }) =>
                set({
                  languages: target.checked ? [...form.languages, tag] : form.languages.filter((it) => it !== tag),
                })
              }
            />
          ))}
        </fieldset>
      </section>
      <section aria-labelledby="for-readers">
        <h2 id="for-readers" className="heading">
          {t("readers")}
        </h2>
        {offered.map((tag) => (
          <MarkdownField
            key={tag}
            label={t("notice", { language: nameOf(tag) })}
            hint={tag === offered[0] ? t("noticeHint") : undefined}
            error={faultAt(`/notice/${tag}`, "notice")}
            value={form.notice[tag] ?? ""}
            onChange={(value) => set({ notice: { ...form.notice, [tag]: value } })}
            lang={tag}
            rows={3}
          />
        ))}
        <TextField
          label={t("support")}
          hint={t("supportHint")}
          error={faultAt("/support", "support")}
          value={form.support ?? ""}
          onChange={(event) => set({ support: event.target.value })}
          inputMode="email"
          autoComplete="off"
        />
        <LegalLinks
          links={form.legalLinks}
          languages={offered}
          onChange={(links) => set({ legalLinks: links })}
          refusal={refusal}
        />
        <CheckField
          label={t("publicLookUps")}
          hint={t("publicLookUpsHint")}
          checked={form.publicLookUps}
          onChange={(event) => set({ publicLookUps: event.target.checked })}
        />
      </section>
      <div className="settings-save">
        <Button type="submit" kind="primary" isBusy={save.isPending}>
          {t("save")}
        </Button>
        <p role="status">{isSaved && t("saved")}</p>
      </div>
    </form>
  );
}

function bodyOf({ revision: _, spoken: __, support, ...page }: PageAnswer) {
  return { ...page, support: support?.trim() ? support : null };
}

function isDrawnAnew(before: PageAnswer, after: PageAnswer): boolean {
  const head = ({ name, timeZone, locale, languages }: PageAnswer) =>
    JSON.stringify([name, timeZone, locale, languages]);
  return head(before) !== head(after);
}

/** Where this page stands in a language, or, where that is not offered any more, in the site's. */
function pathIn(lang: string, { locale, languages }: PageAnswer): string {
  return `${lang === locale || !languages.includes(lang) ? "" : `/${lang}`}/desk/settings`;
}
