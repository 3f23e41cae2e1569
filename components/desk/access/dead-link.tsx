"use client";

import { useTranslations } from "use-intl";
import { PageTitle } from "@/components/desk/page-title";
import { Refusal } from "@/components/desk/refusal";
import { RefusalNote } from "@/components/desk/refusal-note";

interface Props {
  readonly purpose: "setUp" | "invitation";
  readonly error: unknown;
  readonly signInPath: string;
}

const known = ["none", "link_unknown", "link_used", "link_expired", "administrator_exists"] as const;

/** Why a one-time link does not work, and what helps. */
export function DeadLink({ purpose, error, signInPath }: Props) {
  const t = useTranslations("access");
  const code = known.find((one) => error instanceof Refusal && error.code === one);
  if (code === undefined) return <RefusalNote error={error} title={t("link.title")} />;
  return (
    <div role="alert">
      <PageTitle title={t("link.title")} />
      <p className="lede">{t(`link.${code}`)}</p>
      {code !== "administrator_exists" && <p className="mt-3 text-dim">{t(`link.again.${purpose}`)}</p>}
      {(code === "administrator_exists" || purpose === "invitation") && (
        <a href={signInPath} className="desk-button mt-6">
          {t("toSignIn")}
        </a>
      )}
    </div>
  );
}
