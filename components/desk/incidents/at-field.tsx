"use client";

import { useTranslations } from "use-intl";
import { CheckField } from "@/components/desk/field";
import { useNow } from "@/components/desk/use-now";
import { formatInstant, MINUTE_MS, parseInstant } from "@/domain/instant";
import { Choice } from "./choice";
import { WallField } from "./wall-field";

interface Props {
  /** An instant of RFC 3339; null: when it is published. */
  readonly value: string | null;
  readonly approximate: boolean;
  readonly onChange: (value: string | null, approximate: boolean) => void;
  /** Whether it can be left to the moment of publication. */
  readonly mayBeNow?: boolean;
  readonly error?: string | undefined;
}

/** When it happened or was said: now, or earlier, exactly or about. */
export function AtField({ value, approximate, onChange, mayBeNow = true, error }: Props) {
  const t = useTranslations("incidents");
  const now = useNow();
  const at = value === null ? null : parseInstant(value);
  const isAhead = at !== null && now !== null && at > now + MINUTE_MS;
  const pick = (choice: "now" | "then") => {
    if (choice === "now") return onChange(null, false);
    if (value === null) onChange(formatInstant(Math.floor((now ?? Date.now()) / MINUTE_MS) * MINUTE_MS), approximate);
  };
  return (
    <div className="grid gap-3">
      {mayBeNow && (
        <Choice
          legend={t("at.legend")}
          options={[
            { value: "now", label: t("at.now") },
            { value: "then", label: t("at.then") },
          ]}
          value={value === null ? "now" : "then"}
          onChange={pick}
        />
      )}
      {value !== null && (
        <>
          <WallField
            label={mayBeNow ? t("at.when") : t("at.legend")}
            value={value}
            onChange={(next) => onChange(next, approximate)}
            error={isAhead ? t("at.ahead") : error}
          />
          <CheckField
            label={t("at.about")}
            checked={approximate}
            onChange={(event) => onChange(value, event.target.checked)}
          />
        </>
      )}
    </div>
  );
}
