"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { postToAuth } from "./auth-form";
import { Button } from "./button";
import { TextField } from "./field";
import { RefusalNote } from "./refusal-note";

/** `to`: a path of the desk to go to then. */
export function SignInForm({ to }: { readonly to: string }) {
  const t = useTranslations("access");
  const signIn = useMutation({
    mutationFn: (fields: Record<string, string>) => postToAuth("/api/auth/callback/credentials", fields),
    onSuccess: () => location.assign(to),
  });
  return (
    <form
      className="desk-form max-w-md"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        signIn.mutate({ email: String(form.get("email")), password: String(form.get("password")) });
      }}
    >
      <RefusalNote error={signIn.error} />
      <TextField label={t("email")} name="email" type="email" autoComplete="username" required maxLength={254} />
      <TextField label={t("password")} name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" kind="primary" isBusy={signIn.isPending || signIn.isSuccess}>
        {t("signIn")}
      </Button>
    </form>
  );
}
