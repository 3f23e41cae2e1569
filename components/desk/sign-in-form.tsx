"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { PasswordField } from "@/components/desk/access/password-field";
import { postToAuth } from "./auth-form";
import { Button } from "./button";
import { TextField } from "./field";
import { RefusalNote } from "./refusal-note";

/** Signs in, then calls `onSignedIn`. Speaks the words of "access". */
export function SignInForm({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const t = useTranslations("access");
  const signIn = useMutation({
    mutationFn: (fields: Record<string, string>) => postToAuth("/api/auth/callback/credentials", fields),
    onSuccess: onSignedIn,
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
      <RefusalNote error={signIn.error} title={t("refused")} />
      <TextField
        label={t("email")}
        name="email"
        type="email"
        autoComplete="username"
        autoFocus
        required
        maxLength={254}
      />
      <PasswordField label={t("password")} name="password" />
      <Button type="submit" kind="primary" isBusy={signIn.isPending || signIn.isSuccess}>
        {t("signIn")}
      </Button>
    </form>
  );
}
