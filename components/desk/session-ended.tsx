"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Dialog } from "./dialog";

/** Says that the session is over, without taking away the page and what was typed into it. */
export function SessionEnded({
  signInPath,
  onSignedIn,
}: {
  readonly signInPath: string;
  readonly onSignedIn: () => void;
}) {
  const t = useTranslations("common");
  const client = useQueryClient();
  return (
    <Dialog title={t("signedOutTitle")} onClose={onSignedIn}>
      <p>{t("signedOutWords")}</p>
      <div className="mt-5 flex flex-wrap gap-3">
        <a href={signInPath} target="_blank" rel="noreferrer" className="desk-button" data-kind="primary">
          {t("signInAgain")}
        </a>
        <Button
          onClick={() => {
            onSignedIn();
            void client.invalidateQueries();
          }}
        >
          {t("signedInAgain")}
        </Button>
      </div>
    </Dialog>
  );
}
