"use client";

import type { KeyboardEvent, RefObject } from "react";
import { useTranslations } from "use-intl";
import { Field, SelectField, TextArea } from "@/components/desk/field";
import { RemovalMethod } from "@/domain/contract/desk/checks";

interface Props {
  readonly source: { readonly removalMethod: string | null; readonly removalDays: number | null };
  readonly evidence: string;
  readonly setEvidence: (text: string) => void;
  readonly method: RemovalMethod;
  readonly setMethod: (method: RemovalMethod) => void;
  readonly note: string;
  readonly setNote: (text: string) => void;
  readonly noteField: RefObject<HTMLInputElement | null>;
  /** Enter in the note. */
  readonly onEnter: () => void;
}

/** What may be told with an answer, and need not be. */
export function Asking(props: Props) {
  const t = useTranslations("checks");
  const { source, evidence, setEvidence, method, setMethod, note, setNote, noteField, onEnter } = props;
  const leave = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Escape") event.currentTarget.blur();
  };
  return (
    <div className="checks-asking">
      <div>
        <SelectField
          label={t("methodLabel")}
          value={method}
          onChange={(event) => setMethod(RemovalMethod.parse(event.target.value))}
          onKeyDown={leave}
        >
          {RemovalMethod.options.map((option) => (
            <option key={option} value={option}>
              {t(`method.${option}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <Field label={t("note")} hint={t("noteHint")}>
        {(bound) => (
          <input
            {...bound}
            ref={noteField}
            type="text"
            className="desk-input"
            maxLength={2_048}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            onKeyDown={(event) => {
              leave(event);
              if (event.key !== "Enter") return;
              event.currentTarget.blur();
              onEnter();
            }}
          />
        )}
      </Field>
      <div className="checks-wide">
        <TextArea
          label={t("evidenceLabel")}
          hint={t("evidenceHint")}
          maxLength={2_048}
          rows={2}
          value={evidence}
          onChange={(event) => setEvidence(event.target.value)}
          onKeyDown={leave}
        />
      </div>
      {(source.removalMethod !== null || source.removalDays !== null) && (
        <p className="checks-wide small text-dim">
          {source.removalMethod} {source.removalDays !== null && t("removalDays", { days: source.removalDays })}
        </p>
      )}
    </div>
  );
}
