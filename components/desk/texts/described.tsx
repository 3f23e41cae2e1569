"use client";

import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { Dialog } from "@/components/desk/dialog";
import { undescribedImages } from "@/domain/images";

interface Described {
  /** Does it at once where every image has a description, else when the editor says so all the same. */
  readonly whenDescribed: (go: () => void) => void;
  /** The question, while it is asked. */
  readonly question: ReactNode;
}

/** Asks for the description of images before texts go out to readers who cannot see them. */
export function useDescribed(texts: readonly string[]): Described {
  const t = useTranslations("texts");
  const [waiting, setWaiting] = useState<{ readonly go: () => void } | null>(null);
  const count = texts.reduce((sum, text) => sum + undescribedImages(text), 0);
  return {
    whenDescribed: (go) => (count > 0 ? setWaiting({ go }) : go()),
    question: waiting && (
      <Dialog title={t("undescribedTitle")} onClose={() => setWaiting(null)}>
        <p>{t("undescribedWords", { count })}</p>
        <div className="mt-5 flex flex-wrap gap-3">
          <Button kind="primary" onClick={() => setWaiting(null)}>
            {t("describe")}
          </Button>
          <Button
            onClick={() => {
              setWaiting(null);
              waiting.go();
            }}
          >
            {t("saveAnyway")}
          </Button>
        </div>
      </Dialog>
    ),
  };
}
