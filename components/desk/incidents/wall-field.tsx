"use client";

import { useEffect, useState } from "react";
import { useFormatter, useTimeZone, useTranslations } from "use-intl";
import { Field } from "@/components/desk/field";
import { formatInstant, parseInstant } from "@/domain/instant";
import { momentsOf, wallTimeAt } from "@/domain/wall-time";
import { Choice } from "./choice";

interface Props {
  readonly label: string;
  /** An instant of RFC 3339. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}

/**
 * A date and time by the clocks of the page's zone, wherever the browser is, with its weekday. A time that clocks show twice is
 * asked about, one that they leap over is moved on by the leap, and both are said.
 */
export function WallField({ label, value, onChange, error }: Props) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const zone = useTimeZone() ?? "UTC";
  const at = parseInstant(value);
  const shown = at === null ? "" : wallTimeAt(at, zone);
  const [wall, setWall] = useState(shown);
  const moments = momentsOf(wall, zone);
  useEffect(() => {
    // What is half typed, or was moved over a leap of the clocks, stays as it was typed.
    setWall((typed) => {
      const typedMoments = momentsOf(typed, zone);
      return typedMoments === null || typedMoments.kind === "never" ? typed || shown : shown;
    });
  }, [shown, zone]);

  const type = (typed: string) => {
    setWall(typed);
    const found = momentsOf(typed, zone);
    if (found === null) return;
    onChange(formatInstant(found.kind === "once" ? found.at : found.kind === "twice" ? found.earlier : found.before));
  };
  const offset = (instant: number) =>
    format.dateTime(new Date(instant), { hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  const told =
    at !== null &&
    format.dateTime(new Date(at), {
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "short",
    });
  return (
    <div className="grid gap-2">
      <Field
        label={label}
        error={moments === null ? t("at.incomplete") : moments.kind === "never" ? t("at.skipped") : error}
      >
        {(bound) => (
          <input
            {...bound}
            type="datetime-local"
            value={wall}
            onChange={(event) => type(event.target.value)}
            className="desk-input desk-moment"
          />
        )}
      </Field>
      {moments?.kind === "twice" && (
        <Choice
          legend={t("at.twice")}
          options={[moments.earlier, moments.later].map((instant) => ({
            value: formatInstant(instant),
            label: offset(instant),
          }))}
          value={value}
          onChange={onChange}
        />
      )}
      <p className="desk-hint" aria-live="polite">
        {told}
        {zone !== "UTC" && ` · ${zone}`}
      </p>
    </div>
  );
}
