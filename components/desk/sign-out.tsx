"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { postToAuth } from "./auth-form";

/** Ends the session, here and in the database. */
export function SignOut({ signInPath }: { readonly signInPath: string }) {
  const t = useTranslations("common");
  const leave = useMutation({
    mutationFn: () => postToAuth("/api/auth/signout", {}),
    onSuccess: () => location.assign(signInPath),
  });
  return (
    <button type="button" onClick={() => leave.mutate()} className="small cursor-pointer py-1.5 hover:underline">
      {t("signOut")}
    </button>
  );
}
