"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { TextArea } from "@/components/desk/field";
import { RefusalNote } from "@/components/desk/refusal-note";
import type { AnswersReceipt } from "@/domain/contract/desk/checks";
import { readPastedAnswers } from "@/domain/pasted-answers";

const SHOWN_FAULTS = 20;

/** A whole list of answers at once, an address a line. Nothing is sent while a line cannot be read. */
export function PasteList({ source, onDone }: { readonly source: string; readonly onDone: () => void }) {
  const t = useTranslations("checks");
  const [text, setText] = useState("");
  const press = useRef({ text: "", id: "" });
  const { answers, faults } = readPastedAnswers(text);
  const blocked = answers.filter(({ answer }) => answer === "blocked").length;
  const send = useMutation({
    mutationFn: () => {
      // The same list again is the same press.
      if (press.current.text !== text) {
        press.current = { text, id: `paste-${Date.now()}-${Math.random().toString(36).slice(2)}` };
      }
      const body = { id: press.current.id, answers };
      return ask<AnswersReceipt>(`/api/desk/checks/${source}`, { method: "POST", body });
    },
    onSuccess: ({ value }) => {
      setText(value.rejected.map(({ address }) => address).join("\n"));
      onDone();
    },
  });
  return (
    <details className="checks-paste">
      <summary>{t("pasteTitle")}</summary>
      <form
        className="desk-form mt-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (faults.length === 0 && answers.length > 0) send.mutate();
        }}
      >
        <RefusalNote error={send.error} />
        <TextArea
          label={t("pasteLabel")}
          hint={t("pasteHint")}
          rows={8}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={
            faults.length > 0 && (
              <span className="block">
                {faults.slice(0, SHOWN_FAULTS).map(({ line, column, code, text: found }) => (
                  <span key={line} className="block">
                    {t(`fault.${code}`, { line, column, text: found })}
                  </span>
                ))}
              </span>
            )
          }
        />
        {send.data && text !== "" && send.data.value.rejected.length > 0 && (
          <p className="desk-fault">{t("pasteRejected", { count: send.data.value.rejected.length })}</p>
        )}
        {send.data && text === "" && <p role="status">{t("pasteTaken", { count: send.data.value.taken })}</p>}
        <Button type="submit" isBusy={send.isPending} disabled={faults.length > 0 || answers.length === 0}>
          {t("pasteSend", { blocked, clear: answers.length - blocked })}
        </Button>
      </form>
    </details>
  );
}
