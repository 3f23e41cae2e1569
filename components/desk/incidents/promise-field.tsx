"use client";

import { useFormatter, useTimeZone, useTranslations } from "use-intl";
import { useNow } from "@/components/desk/use-now";
import { formatInstant, parseInstant } from "@/domain/instant";
import { nextMorning, promisedAt } from "@/domain/promise";
import { Choice } from "./choice";
import { WallField } from "./wall-field";

interface Props {
  /** As `promisedAt` reads it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}

/** When readers hear next. What is so long after the posting is counted when it is posted. */
export function PromiseField({ value, onChange, error }: Props) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const zone = useTimeZone() ?? "UTC";
  const now = useNow();
  const at = now === null ? null : promisedAt(value, now, zone);
  const isMoment = parseInstant(value) !== null;
  const morning = now === null ? null : new Date(nextMorning(now, zone));
  const words = (date: Date) => format.dateTime(date, { weekday: "short", hour: "2-digit", minute: "2-digit" });
  return (
    <div className="grid gap-3">
      <Choice
        legend={t("promise.legend")}
        hint={!isMoment && at !== null ? t("promise.at", { moment: words(new Date(at)) }) : undefined}
        error={error}
        options={[
          { value: "1h", label: t("promise.1h") },
          { value: "2h", label: t("promise.2h") },
          { value: "morning", label: morning === null ? t("promise.morning") : words(morning) },
          { value: "moment", label: t("promise.moment") },
          { value: "none", label: t("promise.none") },
        ]}
        value={isMoment ? "moment" : value}
        onChange={(choice) => onChange(choice === "moment" ? formatInstant(morning?.getTime() ?? Date.now()) : choice)}
      />
      {isMoment && (
        <WallField
          label={t("promise.when")}
          value={value}
          onChange={onChange}
          error={at !== null && now !== null && at <= now ? t("promise.past") : undefined}
        />
      )}
    </div>
  );
}
