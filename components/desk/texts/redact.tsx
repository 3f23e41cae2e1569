"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { Dialog } from "@/components/desk/dialog";
import { CheckField, TextArea, TextField } from "@/components/desk/field";
import { RefusalNote } from "@/components/desk/refusal-note";
import type { EditableUpdate } from "@/domain/contract/desk/incident-texts";
import { imagesOf } from "@/domain/images";

interface Props {
  readonly incidentId: string;
  readonly update: EditableUpdate;
  /** With the text that was blackened; empty: none, only images were removed. */
  readonly onRedacted: (text: string) => void;
}

/** Takes a text, and images, out of a published update for good. The text that is selected on the page is the one proposed. */
export function Redact({ incidentId, update, onRedacted }: Props) {
  const t = useTranslations("texts");
  const c = useTranslations("common");
  const [selected, setSelected] = useState<string | null>(null);
  return (
    <>
      <Button kind="danger" onClick={() => setSelected(selectedText())}>
        {t("redact")}
      </Button>
      {selected !== null && (
        <Dialog title={t("redactTitle")} onClose={() => setSelected(null)}>
          <RedactForm
            incidentId={incidentId}
            update={update}
            selected={selected}
            cancel={<Button onClick={() => setSelected(null)}>{c("cancel")}</Button>}
            onRedacted={(text) => {
              setSelected(null);
              onRedacted(text);
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function RedactForm({
  incidentId,
  update,
  selected,
  cancel,
  onRedacted,
}: Props & { readonly selected: string; readonly cancel: React.ReactNode }) {
  const t = useTranslations("texts");
  const [text, setText] = useState(selected);
  const [reason, setReason] = useState("");
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const versions = [update, ...update.revisions];
  const bodies = versions.flatMap(({ bodyMarkdown, translations }) => [
    bodyMarkdown,
    ...Object.values(translations).map((translated) => translated.bodyMarkdown ?? ""),
  ]);
  const images = [...new Set(bodies.flatMap(imagesOf))];
  const hasText = text !== "";
  const redact = useMutation({
    mutationFn: async () => {
      for (const name of removed) await ask(`/api/desk/images/${name}`, { method: "DELETE" });
      const path = `/api/v1/incidents/${incidentId}/updates/${update.id}/redactions`;
      if (hasText) await ask(path, { method: "POST", body: { text, reason } });
    },
    onSuccess: () => onRedacted(text),
  });
  return (
    <div className="desk-form">
      <p>{t("redactWords")}</p>
      <RefusalNote error={redact.error} />
      <TextArea
        label={t("redactText")}
        hint={images.length === 0 ? t("redactTextHint") : `${t("redactTextHint")} ${t("redactImagesOnly")}`}
        rows={3}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <TextField
        label={t("redactReason")}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      {images.length > 0 && (
        <fieldset className="redact-images">
          <legend className="desk-label">{t("redactImages")}</legend>
          {images.map((name) => (
            <div key={name}>
              {/* biome-ignore lint/performance/noImgElement: the image stands as it was stored, at an address that never changes. */}
              <img src={`/images/${name}`} alt="" />
              <CheckField
                label={t("redactImage")}
                checked={removed.includes(name)}
                onChange={({ target }) =>
                  setRemoved(target.checked ? [...removed, name] : removed.filter((other) => other !== name))
                }
              />
            </div>
          ))}
        </fieldset>
      )}
      <div className="flex flex-wrap gap-3">
        <Button
          kind="danger"
          isBusy={redact.isPending}
          disabled={hasText ? reason.trim() === "" : removed.length === 0}
          onClick={() => redact.mutate()}
        >
          {t("redactDo")}
        </Button>
        {cancel}
      </div>
    </div>
  );
}

/** What is selected, in a field or on the page. */
function selectedText(): string {
  const area = [...document.querySelectorAll("textarea")].find(
    ({ selectionStart, selectionEnd }) => selectionStart < selectionEnd,
  );
  return area?.value.slice(area.selectionStart, area.selectionEnd) ?? getSelection()?.toString() ?? "";
}
