"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { Dialog } from "@/components/desk/dialog";
import { useFaultWords } from "@/components/desk/fault-words";
import { SelectField, TextField } from "@/components/desk/field";
import { RefusalNote } from "@/components/desk/refusal-note";
import type { LinkAnswer } from "@/domain/contract/desk/access";

interface Props {
  readonly onMade: (link: LinkAnswer) => void;
  readonly onClose: () => void;
}

/** Makes an account for somebody, and the link that they set their password by. Speaks the words of "people". */
export function InviteForm({ onMade, onClose }: Props) {
  const t = useTranslations("people");
  const common = useTranslations("common");
  const invite = useMutation({
    mutationFn: async (body: unknown) => (await ask<LinkAnswer>("/api/desk/people", { method: "POST", body })).value,
    onSuccess: onMade,
  });
  const faultOf = useFaultWords(invite.error);
  return (
    <Dialog title={t("invite")} onClose={onClose}>
      <form
        className="desk-form"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate(Object.fromEntries(new FormData(event.currentTarget)));
        }}
      >
        <RefusalNote error={invite.error} shown={["/name", "/email", "/role"]} />
        <TextField label={t("name")} error={faultOf("/name")} name="name" autoComplete="off" required maxLength={100} />
        <TextField
          label={t("email")}
          error={faultOf("/email")}
          name="email"
          type="email"
          autoComplete="off"
          required
          maxLength={254}
        />
        <SelectField label={t("role")} hint={t("roleHint")} name="role" defaultValue="editor">
          <option value="editor">{t("roles.editor")}</option>
          <option value="administrator">{t("roles.administrator")}</option>
        </SelectField>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" kind="primary" isBusy={invite.isPending}>
            {t("makeLink")}
          </Button>
          <Button onClick={onClose}>{common("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
