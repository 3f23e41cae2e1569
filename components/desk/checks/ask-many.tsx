"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { Dialog } from "@/components/desk/dialog";
import { SelectField, TextField } from "@/components/desk/field";
import { RefusalNote } from "@/components/desk/refusal-note";
import type { RemovalReceipt } from "@/domain/contract/desk/checks";
import { RemovalMethod } from "@/domain/contract/desk/checks";

interface Props {
  readonly source: string;
  /** Blocked, and not asked for yet. */
  readonly addresses: readonly string[];
  readonly onDone: () => void;
}

/** Remembers one request that was made for many addresses at once. */
export function AskMany({ source, addresses, onDone }: Props) {
  const t = useTranslations("checks");
  const [isOpen, setIsOpen] = useState(false);
  if (addresses.length === 0) return null;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t("askMany", { count: addresses.length })}</Button>
      {isOpen && <AskManyDialog {...{ source, addresses, onDone }} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function AskManyDialog({ source, addresses, onDone, onClose }: Props & { readonly onClose: () => void }) {
  const t = useTranslations("checks");
  const [listed] = useState(addresses);
  const key = useRef(`${Date.now()}-${Math.random().toString(36).slice(2)}`);
  const send = useMutation({
    mutationFn: (form: FormData) =>
      ask<RemovalReceipt>("/api/desk/removals", {
        method: "POST",
        headers: { "Idempotency-Key": `${key.current} ${form.getAll("address").length}` },
        body: {
          source,
          addresses: form.getAll("address"),
          method: form.get("method"),
          note: form.get("note"),
        },
      }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <Dialog title={t("askManyTitle")} onClose={onClose}>
      <form
        className="desk-form"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate(new FormData(event.currentTarget));
        }}
      >
        <RefusalNote error={send.error} />
        <fieldset>
          <legend className="desk-label">{t("askManyWords")}</legend>
          <div className="checks-list">
            {listed.map((address) => (
              <label key={address}>
                <input type="checkbox" name="address" value={address} defaultChecked /> {address}
              </label>
            ))}
          </div>
        </fieldset>
        <SelectField label={t("methodLabel")} name="method" defaultValue="form">
          {RemovalMethod.options.map((option) => (
            <option key={option} value={option}>
              {t(`method.${option}`)}
            </option>
          ))}
        </SelectField>
        <TextField label={t("note")} name="note" maxLength={2_048} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" kind="primary" isBusy={send.isPending}>
            {t("requested")}
          </Button>
          <Button onClick={onClose}>{t("close")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
