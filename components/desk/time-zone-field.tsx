"use client";

import { useEffect, useId, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Field } from "./field";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** A time zone of the IANA list: found by typing a part of it; the hint tells its present time. Speaks the words of "access". */
export function TimeZoneField({ label, value, onChange }: Props) {
  const t = useTranslations("access.setUp");
  const format = useFormatter();
  const id = useId();
  const [now, setNow] = useState<Date | null>(null);
  // The server's second is not the browser's, so the time is told only here.
  useEffect(() => setNow(new Date()), []);
  const isZone = isTimeZone(value);
  const time = now && isZone ? format.dateTime(now, { timeZone: value, hour: "2-digit", minute: "2-digit" }) : "";
  return (
    <Field
      label={label}
      hint={time === "" ? undefined : t("timeZoneHint", { time })}
      error={isZone || value === "" ? undefined : t("timeZoneUnknown")}
    >
      {(bound) => (
        <>
          <input
            {...bound}
            type="text"
            list={`${id}-zones`}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            required
            className="desk-input"
          />
          <datalist id={`${id}-zones`}>
            {now && ["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => <option key={zone} value={zone} />)}
          </datalist>
        </>
      )}
    </Field>
  );
}

function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
