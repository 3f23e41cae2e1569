import { z } from "zod";
import type { Instant } from "@/domain/instant";
import { parseInstant } from "@/domain/instant";

/** An instant in a request: RFC 3339 with any offset, finer digits than milliseconds cut off. Parsed to an `Instant`. */
export const InstantInput = z
  .string()
  .meta({ format: "date-time", example: "2014-07-01T09:00:00+02:00" })
  .transform((text, context): Instant => {
    const at = parseInstant(text);
    if (at !== null) return at;
    context.issues.push({
      code: "custom",
      message: "An instant of RFC 3339 with its offset, such as 2014-07-01T07:00:00Z; no leap seconds.",
      input: text,
    });
    return z.NEVER;
  });

/** An instant in an answer: UTC, milliseconds, `Z`. */
export const InstantText = z.string().meta({
  format: "date-time",
  description: "UTC with milliseconds.",
  example: "2014-07-01T07:00:00.000Z",
});

/** The zone in which the page shows and cuts time. */
export const TimeZone = z
  .string()
  .refine(isTimeZone, { error: "must be a time zone of the IANA list, such as Europe/Paris" })
  .meta({ example: "Europe/Paris" });

function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
