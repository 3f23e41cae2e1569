"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { useSite } from "@/components/desk/desk-provider";
import { Dialog } from "@/components/desk/dialog";
import { RefusalNote } from "@/components/desk/refusal-note";
import { useShortcuts } from "@/components/desk/shortcuts";
import { useLanguageName } from "@/components/desk/texts/language-name";
import type { CustomerAnswer } from "@/domain/contract/desk/incidents";

/** Of an incident, by its id or slug, or of a network, by its slug. */
type Subject = { readonly incident: string } | { readonly network: string };

/** Three plain lines to answer a customer with, at "c" or a press. The page names the words of the area "incidents". */
export function CustomerAnswerButton(subject: Subject) {
  const t = useTranslations("incidents");
  const [isOpen, setIsOpen] = useState(false);
  useShortcuts([{ keys: "c", label: t("answer.button"), run: () => setIsOpen(true) }]);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t("answer.button")}</Button>
      {isOpen && <AnswerDialog subject={subject} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function AnswerDialog({ subject, onClose }: { readonly subject: Subject; readonly onClose: () => void }) {
  const t = useTranslations("incidents");
  const common = useTranslations("common");
  const { lang: own, languages } = useSite();
  const nameOf = useLanguageName();
  const [copied, setCopied] = useState<string | null>(null);
  const query = new URLSearchParams({ ...subject });
  const { data, error } = useQuery({
    queryKey: ["customer-answer", query.toString()],
    queryFn: async ({ signal }) => (await ask<CustomerAnswer>(`/api/desk/customer-answer?${query}`, { signal })).value,
  });
  return (
    <Dialog title={t("answer.title")} onClose={onClose}>
      <p className="small mb-4 text-dim">{t("answer.words")}</p>
      <RefusalNote error={error} />
      {data === undefined && error === null && <p>{common("loading")}</p>}
      <div className="grid gap-5">
        {data !== undefined &&
          [own, ...languages.filter((lang) => lang !== own)].map((lang) => (
            <div key={lang} className="grid justify-items-start gap-2">
              <p lang={lang} className="desk-answer">
                {data.texts[lang]}
              </p>
              <Button
                autoFocus={lang === own}
                kind={lang === own ? "primary" : "plain"}
                onClick={() => void copy(data.texts[lang] ?? "").then(() => setCopied(lang))}
              >
                {copied === lang ? t("answer.copied") : t("answer.copy", { language: nameOf(lang) })}
              </Button>
            </div>
          ))}
      </div>
      <p aria-live="polite" className="sr-only">
        {copied !== null && t("answer.copied")}
      </p>
      <div className="mt-5">
        <Button onClick={onClose}>{common("close")}</Button>
      </div>
    </Dialog>
  );
}

async function copy(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  // Browsers keep their clipboard from pages without https; this older way they leave open.
  const area = document.createElement("textarea");
  area.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
