"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { Dialog } from "@/components/desk/dialog";
import { TextField } from "@/components/desk/field";
import type { LinkAnswer } from "@/domain/contract/desk/access";

/** A one-time link, shown this once, to be copied. Speaks the words of "people". */
export function LinkShown({ made, onClose }: { readonly made: LinkAnswer; readonly onClose: () => void }) {
  const t = useTranslations("people");
  const common = useTranslations("common");
  const format = useFormatter();
  const [isCopied, setIsCopied] = useState(false);
  const until = format.dateTime(new Date(made.expiresAt), {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (
    <Dialog title={t("linkTitle", { email: made.email })} onClose={onClose}>
      <p className="mb-4">{t("linkWords", { until })}</p>
      <TextField
        label={t("linkLabel")}
        value={made.link}
        readOnly
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <div className="mt-5 flex flex-wrap gap-3">
        <Button
          kind="primary"
          // Where the page is not reached by https a browser has no clipboard for it: then the field is there to be copied from.
          onClick={() => void navigator.clipboard?.writeText(made.link).then(() => setIsCopied(true))}
        >
          {common(isCopied ? "copied" : "copy")}
        </Button>
        <Button onClick={onClose}>{common("close")}</Button>
      </div>
    </Dialog>
  );
}
