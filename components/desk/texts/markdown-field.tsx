"use client";

import type { ClipboardEvent, DragEvent, KeyboardEvent, ReactNode } from "react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { Field } from "@/components/desk/field";
import { Prose } from "@/components/prose";
import { imageTypes } from "@/domain/contract/desk/images";
import { undescribedImages } from "@/domain/images";
import { linkSelection, wrapSelection } from "./typing";
import { imagesAmong, useImages } from "./use-images";
import { usePreview } from "./use-preview";

interface Props {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** That of the text. */
  readonly lang?: string;
  /** At least so many lines are shown. */
  readonly rows?: number;
}

/**
 * Markdown, and beside it (on a phone in its place) what readers will see, made by the server as it will be when it is published.
 * The page names the words of the area "texts".
 */
export function MarkdownField({ label, hint, error, value, onChange, lang, rows = 8 }: Props) {
  const t = useTranslations("texts");
  const p = useTranslations("problems");
  const area = useRef<HTMLTextAreaElement>(null);
  const [isPreviewed, setIsPreviewed] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const preview = usePreview(value);
  const images = useImages(area);
  const undescribed = undescribedImages(value);

  const takeFiles = (event: ClipboardEvent | DragEvent, data: DataTransfer | null) => {
    const files = imagesAmong(data);
    if (files.length === 0) return;
    event.preventDefault();
    void images.add(files);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const act = actions[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act(event.currentTarget);
  };

  return (
    <div className="markdown-frame">
      <div className="markdown-field" data-shows={isPreviewed ? "preview" : "text"}>
        <div className="markdown-write">
          <Field label={label} hint={hint} error={error}>
            {(bound) => (
              <textarea
                {...bound}
                ref={area}
                lang={lang}
                rows={rows}
                value={value}
                onChange={(event) => onChange(event.target.value)}
                onKeyDown={onKeyDown}
                onPaste={(event) => takeFiles(event, event.clipboardData)}
                onDrop={(event) => takeFiles(event, event.dataTransfer)}
                className="desk-input"
              />
            )}
          </Field>
        </div>
        <div className="markdown-preview">
          <p className="desk-label">{t("preview")}</p>
          <div className="markdown-sheet">
            {preview.html === "" ? (
              <p className="small text-dim">{t("previewEmpty")}</p>
            ) : (
              <Prose html={preview.html} lang={lang} />
            )}
          </div>
          {preview.error != null && <p className="desk-fault">{t("previewFailed")}</p>}
        </div>
        <div className="markdown-tools">
          <span className="markdown-toggle">
            <Button aria-pressed={isPreviewed} onClick={() => setIsPreviewed(!isPreviewed)}>
              {t(isPreviewed ? "write" : "preview")}
            </Button>
          </span>
          <Button
            isBusy={images.isPending}
            onClick={() => {
              setIsPreviewed(false);
              chooser.current?.click();
            }}
          >
            {t(images.isPending ? "imageOnItsWay" : "addImage")}
          </Button>
          <input
            ref={chooser}
            type="file"
            accept={imageTypes.join(",")}
            multiple
            hidden
            onChange={(event) => {
              void images.add([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <span className="tiny text-dim markdown-keys">{t("markdownHint")}</span>
        </div>
        <div className="markdown-notes" aria-live="polite">
          {images.refused && (
            <p className="desk-fault">
              {images.refused.name && <strong>{images.refused.name} </strong>}
              {p.has(images.refused.code as "invalid") ? p(images.refused.code as "invalid") : p("internal")}
            </p>
          )}
          {undescribed > 0 && <p className="markdown-warning">{t("undescribed", { count: undescribed })}</p>}
        </div>
      </div>
    </div>
  );
}

const actions: Readonly<Record<string, (area: HTMLTextAreaElement) => void>> = {
  b: (area) => wrapSelection(area, "**"),
  i: (area) => wrapSelection(area, "*"),
  k: linkSelection,
};
