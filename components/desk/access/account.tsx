"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { useFaultWords } from "@/components/desk/fault-words";
import { TextField } from "@/components/desk/field";
import { PageTitle } from "@/components/desk/page-title";
import { RefusalNote } from "@/components/desk/refusal-note";
import type { AccountAnswer } from "@/domain/contract/desk/access";
import { PasswordChange } from "./password-change";
import { Sessions } from "./sessions";

/** One's own name, password and sessions. */
export function Account({ initial }: { readonly initial: AccountAnswer }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const account = useQuery({
    queryKey: ["account"],
    queryFn: async () => (await ask<AccountAnswer>("/api/desk/account")).value,
    initialData: initial,
  });
  const { name, email, role, sessions } = account.data;
  const rename = useMutation({
    mutationFn: (typed: string) => ask("/api/desk/account", { method: "PATCH", body: { name: typed } }),
    onSuccess: () => account.refetch(),
  });
  const endOthers = useMutation({
    mutationFn: () => ask("/api/desk/account/sessions", { method: "DELETE" }),
    onSettled: () => account.refetch(),
  });
  const nameFault = useFaultWords(rename.error)("/name");
  return (
    <>
      <PageTitle title={t("title")} words={t("words", { email, role })} />
      <div className="access-columns">
        <div>
          <form
            className="desk-form"
            onSubmit={(event) => {
              event.preventDefault();
              rename.mutate(String(new FormData(event.currentTarget).get("name")));
            }}
          >
            <RefusalNote error={rename.error} shown={["/name"]} />
            <TextField
              label={t("name")}
              error={nameFault}
              name="name"
              autoComplete="name"
              defaultValue={name}
              required
              maxLength={100}
            />
            <div className="flex items-center gap-3">
              <Button type="submit" isBusy={rename.isPending}>
                {common("save")}
              </Button>
              <span role="status" className="small text-dim">
                {rename.isSuccess && t("saved")}
              </span>
            </div>
          </form>
          <PasswordChange email={email} onChanged={() => account.refetch()} />
        </div>
        <section>
          <h2 className="heading mb-3">{t("sessions")}</h2>
          <Sessions sessions={sessions} onEnded={() => account.refetch()} />
          <RefusalNote error={endOthers.error} />
          {sessions.length > 1 ? (
            <div className="mt-4">
              <Button kind="danger" isBusy={endOthers.isPending} onClick={() => endOthers.mutate()}>
                {t("endOthers")}
              </Button>
            </div>
          ) : (
            <p className="small mt-4 text-dim">{t("noneElsewhere")}</p>
          )}
        </section>
      </div>
    </>
  );
}
