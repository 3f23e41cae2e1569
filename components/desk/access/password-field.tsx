"use client";

import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/desk/field";

interface Props {
  readonly label: string;
  readonly name: string;
  /** Whether it is chosen here; else it is one that they have. Password managers offer what fits. */
  readonly isNew?: boolean;
  readonly error?: ReactNode;
}

/** A password, which can be looked at. */
export function PasswordField({ label, name, isNew = false, error }: Props) {
  const t = useTranslations("access");
  const [isShown, setIsShown] = useState(false);
  return (
    <Field label={label} hint={isNew ? t("passwordHint") : undefined} error={error}>
      {(bound) => (
        <div className="desk-password">
          <input
            {...bound}
            name={name}
            type={isShown ? "text" : "password"}
            autoComplete={isNew ? "new-password" : "current-password"}
            autoCapitalize="none"
            spellCheck={false}
            required
            minLength={isNew ? 12 : undefined}
            maxLength={1_000}
            className="desk-input"
          />
          <button
            type="button"
            aria-pressed={isShown}
            aria-label={t("showPassword")}
            onClick={() => setIsShown(!isShown)}
            className="desk-password-switch"
          >
            {t(isShown ? "hide" : "show")}
          </button>
        </div>
      )}
    </Field>
  );
}
