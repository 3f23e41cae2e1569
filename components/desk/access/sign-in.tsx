"use client";

import { useTranslations } from "use-intl";
import { SignInForm } from "@/components/desk/sign-in-form";

/** `to`: a path of the desk to go to then. */
export function SignIn({ to }: { readonly to: string }) {
  const t = useTranslations("access");
  return (
    <>
      <SignInForm onSignedIn={() => location.assign(to)} />
      <p className="small mt-6 text-dim">{t("forgot")}</p>
    </>
  );
}
