"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { useFaultWords } from "@/components/desk/fault-words";
import { RefusalNote } from "@/components/desk/refusal-note";
import { PasswordField } from "./password-field";

interface Props {
  /** Of the account, by which password managers know it. */
  readonly email: string;
  readonly onChanged: () => Promise<unknown>;
}

/** Changes one's own password. Speaks the words of "account". */
export function PasswordChange({ email, onChanged }: Props) {
  const t = useTranslations("account");
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: (body: Record<string, string>) => ask("/api/desk/account/password", { method: "PUT", body }),
    onSuccess: () => {
      form.current?.reset();
      return onChanged();
    },
  });
  const faultOf = useFaultWords(change.error);
  return (
    <form
      ref={form}
      className="desk-form mt-10"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        change.mutate({ current: String(fields.get("current")), password: String(fields.get("password")) });
      }}
    >
      <div>
        <h2 className="heading">{t("passwordTitle")}</h2>
        <p className="small mt-1 text-dim">{t("changeWords")}</p>
      </div>
      <RefusalNote error={change.error} shown={["/current", "/password"]} />
      <input name="username" value={email} autoComplete="username" readOnly hidden />
      <PasswordField label={t("current")} name="current" error={faultOf("/current")} />
      <PasswordField label={t("new")} name="password" isNew error={faultOf("/password")} />
      <Button type="submit" isBusy={change.isPending}>
        {t("change")}
      </Button>
      <p role="status" className="small">
        {change.isSuccess && t("changed")}
      </p>
    </form>
  );
}
