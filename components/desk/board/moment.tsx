"use client";

import { useFormatter, useTranslations } from "use-intl";

/** Words for instants and lengths of time, as of `now` (RFC 3339). */
export function useMoments(now: string) {
  const t = useTranslations("board");
  const format = useFormatter();
  const day = (at: string) => format.dateTime(new Date(at), { year: "numeric", month: "numeric", day: "numeric" });
  return {
    /** The hour of an instant of today, else its day too. */
    moment: (at: string) =>
      format.dateTime(new Date(at), {
        ...(day(at) === day(now) ? {} : { weekday: "short", day: "numeric", month: "short" }),
        hour: "2-digit",
        minute: "2-digit",
      }),
    /** How much time lies between an instant and now: "22 min", "2 h 5 min", "3 d 4 h". */
    lasting: (at: string) => {
      const minutes = Math.floor(Math.abs(Date.parse(now) - Date.parse(at)) / 60_000);
      const [days, hours] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24];
      return t("duration", { days, hours, minutes: minutes % 60 }).trim();
    },
  };
}
