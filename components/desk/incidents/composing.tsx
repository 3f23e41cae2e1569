"use client";

import type { KeyboardEvent, ReactNode } from "react";
import { useEffect, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useSite } from "@/components/desk/desk-provider";
import { CheckField } from "@/components/desk/field";
import type { Refusal } from "@/components/desk/refusal";
import { useLanguageName } from "@/components/desk/texts/language-name";
import { Choice } from "./choice";
import type { UpdateDraft } from "./incident-draft";
import { lastNotify, writtenLanguages } from "./incident-draft";
import { PromiseField } from "./promise-field";
import { UpdateFields } from "./update-fields";

interface Props<T extends UpdateDraft> {
  readonly draft: { readonly value: T; readonly set: (next: (before: T) => T) => void };
  readonly kind: "incident" | "maintenance";
  readonly refusal: Refusal | null;
  /** Where the update stands in the body: "" or "/update". */
  readonly pointer: string;
  /** Names of who refuses: a text that names one of them answers that question. */
  readonly sources: readonly string[];
  /** Whether subscribers are told: as chosen here, or else last time; null: never chosen. */
  readonly notify: boolean | null;
  readonly isNotifyMissing: boolean;
}

/** Everything that is asked for an update: texts, time, promise, who is told, and what readers want to know. */
export function Composing<T extends UpdateDraft>(props: Props<T>) {
  const { draft, kind, refusal, pointer, sources, notify, isNotifyMissing } = props;
  const t = useTranslations("incidents");
  const { value, set } = draft;
  const { text, promise } = value;
  const change = (changed: Partial<UpdateDraft>) => set((before) => ({ ...before, ...changed }));
  const isOver = text.status === "resolved" || text.status === "completed";
  return (
    <>
      <UpdateFields
        value={text}
        onChange={(next) => change({ text: next })}
        kind={kind}
        refusal={refusal}
        pointer={pointer}
      />
      <Prompts value={value} onTick={(ticked) => change({ ticked })} sources={sources} />
      {!isOver && <PromiseField value={promise} onChange={(next) => change({ promise: next })} />}
      <Choice
        legend={t("notify.legend")}
        hint={t("notify.hint")}
        error={isNotifyMissing && notify === null ? t("notify.missing") : undefined}
        options={[
          { value: "yes", label: t("notify.yes") },
          { value: "no", label: t("notify.no") },
        ]}
        value={notify === null ? null : notify ? "yes" : "no"}
        onChange={(choice) => change({ notify: choice === "yes" })}
      />
    </>
  );
}

/** Whether subscribers are told, by the draft, else as in this browser the last time; null: never chosen. */
export function useNotify({ notify }: UpdateDraft): boolean | null {
  const [last, setLast] = useState<boolean | null>(null);
  useEffect(() => setLast(lastNotify()), []);
  return notify ?? last;
}

/** Leads to what is missing, once it is shown to be. */
export function focusMissing(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    form?.querySelector<HTMLElement>("[aria-invalid], [data-invalid] input")?.focus();
  });
}

const questions = ["who", "means", "needNot"] as const;

interface PromptsProps {
  readonly value: UpdateDraft;
  readonly onTick: (ticked: readonly string[]) => void;
  readonly sources: readonly string[];
}

/** The questions that readers come with, to be ticked off. Two are seen to by themselves: who refuses, and when they hear next. */
function Prompts({ value: { text, promise, ticked }, onTick, sources }: PromptsProps) {
  const t = useTranslations("incidents");
  const said = [text, ...Object.values(text.translations)].map((one) => `${one.title} ${one.bodyMarkdown}`).join(" ");
  const isNamed = sources.some((name) => said.includes(name));
  return (
    <fieldset className="desk-prompts">
      <legend className="desk-label">{t("prompts.legend")}</legend>
      {questions.map((question) => (
        <CheckField
          key={question}
          label={t(`prompts.${question}`)}
          checked={ticked.includes(question) || (question === "who" && isNamed)}
          onChange={(event) =>
            onTick(event.target.checked ? [...ticked, question] : ticked.filter((one) => one !== question))
          }
        />
      ))}
      <CheckField label={t("prompts.next")} checked={promise !== "none"} readOnly />
    </fieldset>
  );
}

/** "English and French": the languages that the texts are in; empty: there is no text yet. */
export function useWrittenWords(draft: UpdateDraft): string {
  const format = useFormatter();
  const site = useSite();
  const nameOf = useLanguageName();
  return format.list(writtenLanguages(draft.text, site).map(nameOf));
}

/** Ctrl+Enter, wherever one is in the form. */
export function onPublishKey(publish: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    publish();
  };
}

/** The last lines of a form: what will happen, and the button that makes it happen. */
export function PublishBar({ summary, children }: { readonly summary: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="desk-publish">
      <p aria-live="polite">{summary}</p>
      <div className="flex flex-wrap items-center gap-3">
        {children}
        <span className="tiny text-dim">
          <kbd className="desk-key">Ctrl</kbd>
          <kbd className="desk-key">↵</kbd>
        </span>
      </div>
    </div>
  );
}
