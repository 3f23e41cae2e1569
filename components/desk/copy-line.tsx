"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";

/** A line to be taken along, with a button that copies it; where the browser refuses to, it is selected. */
export function CopyLine({ label, text }: { readonly label: string; readonly text: string }) {
  const t = useTranslations("common");
  const line = useRef<HTMLElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    } catch {
      if (line.current) getSelection()?.selectAllChildren(line.current);
    }
  };
  return (
    <div className="copy-line">
      <span className="desk-label">{label}</span>
      <code ref={line}>{text}</code>
      <Button onClick={copy} aria-label={`${t(isCopied ? "copied" : "copy")}: ${label}`}>
        {t(isCopied ? "copied" : "copy")}
      </Button>
    </div>
  );
}
