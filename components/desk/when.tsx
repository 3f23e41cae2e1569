"use client";

import { useFormatter } from "use-intl";

/** An instant with its weekday, in the page's zone; the year only where it is not this one. */
export function When({ at, now }: { readonly at: string; readonly now?: string }) {
  const format = useFormatter();
  const date = new Date(at);
  const isThisYear = now !== undefined && new Date(now).getUTCFullYear() === date.getUTCFullYear();
  return (
    <time dateTime={at}>
      {format.dateTime(date, {
        weekday: "short",
        day: "numeric",
        month: "short",
        ...(isThisYear ? {} : { year: "numeric" }),
        hour: "2-digit",
        minute: "2-digit",
      })}
    </time>
  );
}
