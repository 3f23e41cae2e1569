"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { postToAuth } from "@/components/desk/auth-form";
import { Button } from "@/components/desk/button";
import { useFaultWords } from "@/components/desk/fault-words";
import { TextField } from "@/components/desk/field";
import { PageTitle } from "@/components/desk/page-title";
import { RefusalNote } from "@/components/desk/refusal-note";
import { DeadLink } from "./dead-link";
import { useLinkKey } from "./link-key";
import { PasswordField } from "./password-field";

interface Invited {
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
}

/** Sets the password that a one-time link is for, and signs in. */
export function Invitation({ desk, signInPath }: { readonly desk: string; readonly signInPath: string }) {
  const t = useTranslations("access");
  const { key, answer, error } = useLinkKey<Invited>("/api/desk/invitation/check");
  const accept = useMutation({
    mutationFn: async ({ email, password }: { email: string; password: string }) => {
      await ask("/api/desk/invitation", { method: "POST", body: { key, password } });
      await postToAuth("/api/auth/callback/credentials", { email, password });
    },
    onSuccess: () => location.replace(desk),
  });
  const faultOf = useFaultWords(accept.error);
  if (error !== null) return <DeadLink purpose="invitation" error={error} signInPath={signInPath} />;
  if (answer === undefined) return <p role="status">{t("checking")}</p>;
  const { name, email, hasPassword } = answer;
  return (
    <>
      <PageTitle
        title={t(hasPassword ? "invitation.again" : "invitation.title")}
        words={t(hasPassword ? "invitation.againWords" : "invitation.words", { name })}
      />
      <form
        className="desk-form max-w-md"
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate({ email, password: String(new FormData(event.currentTarget).get("password")) });
        }}
      >
        <RefusalNote error={accept.error} shown={["/password"]} />
        <TextField label={t("invitation.email")} name="email" value={email} autoComplete="username" readOnly />
        <PasswordField label={t("invitation.password")} name="password" isNew error={faultOf("/password")} />
        <Button type="submit" kind="primary" isBusy={accept.isPending || accept.isSuccess}>
          {t("invitation.go")}
        </Button>
      </form>
    </>
  );
}
