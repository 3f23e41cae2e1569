import { LRUCache } from "lru-cache";
import type { Instant } from "@/domain/instant";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/domain/instant";
import { translator } from "@/server/messages";

/** How a language writes instants and figures in a time zone. All texts are made for the middle of a sentence. */
export interface Formats {
  /** "09:00", « 9 h », « 9 h 30 ». */
  hour(at: Instant): string;
  /** "about 09:00", « vers 9 h ». */
  aboutHour(at: Instant): string;
  /** "Tuesday 1 July", « mardi 1er juillet », with the year where it is not that of `now`. */
  day(at: Instant, now: Instant): string;
  /** The same in two: "Tuesday" and "1 July". */
  dayParts(at: Instant, now: Instant): { readonly weekday: string; readonly date: string };
  /** "Tue 1", « mar. 1er »: for axes. */
  shortDay(at: Instant): string;
  /** "1 Jul", « 1er juil. »: for axes of weeks and months. */
  shortDate(at: Instant): string;
  /** The hour where `at` and `now` are of one day, else day and hour: "Tuesday 1 July, 09:00"; of an approximate one the hour is "about". */
  moment(at: Instant, now: Instant, approximate?: boolean): string;
  /** Day and hour, even of today: "Tuesday 1 July, 09:00". */
  dayAndHour(at: Instant, now: Instant): string;
  /** "July 2014", « juillet 2014 ». */
  month(at: Instant): string;
  /** A percentage that is whole or in tenths: "97.3%", « 97,3 % ». Never rounded up. */
  percent(percent: number): string;
  count(count: number): string;
  /** "2 h 56", "12 min", "3 d 4 h": whole minutes that have passed, from a day on whole hours. */
  duration(ms: number): string;
  /** "A, B and C". */
  list(items: readonly string[]): string;
  /** "A, B or C". */
  either(items: readonly string[]): string;
}

const made = new Map<string, Formats>();

/** Throws for a language that is not there or a time zone that does not exist. */
export function formats(lang: string, timeZone: string): Formats {
  const key = `${lang} ${timeZone}`;
  const known = made.get(key);
  if (known) return known;
  const fresh = makeFormats(lang, timeZone);
  made.set(key, fresh);
  return fresh;
}

/** The text with its first letter in upper case, for headings. */
export function capitalised(text: string, lang: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase(lang) + text.slice(first.length);
}

function makeFormats(lang: string, timeZone: string): Formats {
  const t = translator(lang);
  const locale = `${t("format.locale")}-u-ca-gregory-nu-latn`;
  const fields = fieldsOf(
    new Intl.DateTimeFormat(locale, {
      timeZone,
      weekday: "long",
      year: "numeric",
      month: "long",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }),
  );
  const weekday = new Intl.DateTimeFormat(locale, { timeZone, weekday: "short" });
  const shortMonth = new Intl.DateTimeFormat(locale, { timeZone, month: "short" });
  const month = new Intl.DateTimeFormat(locale, { timeZone, month: "long", year: "numeric" });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percents = new LRUCache<number, string>({ max: 2_000 });
  const and = new Intl.ListFormat(locale, { type: "conjunction" });
  const or = new Intl.ListFormat(locale, { type: "disjunction" });

  const hour = (at: Instant) => {
    const { hour: hour00 = "", minute: minute00 = "" } = fields(at);
    return t("format.hour", { hour: Number(hour00), hour00, minute: Number(minute00), minute00 });
  };
  const day = (at: Instant, now: Instant) => {
    const { weekday = "", day = "", month = "", year = "" } = fields(at);
    const values = { weekday, day: Number(day), month };
    return year === fields(now).year ? t("format.day", values) : t("format.dayOfYear", { ...values, year });
  };
  const dayParts = (at: Instant, now: Instant) => {
    const { weekday = "", day = "", month = "", year = "" } = fields(at);
    const values = { day: Number(day), month };
    const date = year === fields(now).year ? t("format.date", values) : t("format.dateOfYear", { ...values, year });
    return { weekday, date };
  };
  const isSameDay = (one: Instant, other: Instant) => {
    const [a, b] = [fields(one), fields(other)];
    return a.day === b.day && a.month === b.month && a.year === b.year;
  };
  return {
    hour,
    day,
    dayParts,
    aboutHour: (at) => t("format.aboutHour", { hour: hour(at) }),
    shortDay: (at) => t("format.shortDay", { weekday: weekday.format(at), day: Number(fields(at).day) }),
    shortDate: (at) => t("format.shortDate", { day: Number(fields(at).day), month: shortMonth.format(at) }),
    moment(at, now, approximate = false) {
      const told = approximate ? t("format.aboutHour", { hour: hour(at) }) : hour(at);
      return isSameDay(at, now) ? told : t("format.moment", { day: day(at, now), hour: told });
    },
    dayAndHour: (at, now) => t("format.moment", { day: day(at, now), hour: hour(at) }),
    month: (at) => month.format(at),
    percent(percent) {
      // A share times a hundred may fall short of its tenth by a rounding error: 0.29 gives 28.999999999999996.
      const tenths = Math.floor(10 * percent + 1e-9);
      const text = percents.get(tenths) ?? t("format.percent", { number: numbers.format(tenths / 10) });
      percents.set(tenths, text);
      return text;
    },
    count: (count) => numbers.format(count),
    duration(ms) {
      const minutes = Math.floor(ms / MINUTE_MS);
      if (minutes < 1) return t("format.moments");
      if (ms < HOUR_MS) return t("format.minutes", { minutes });
      if (ms < DAY_MS) {
        const rest = minutes % 60;
        const minute00 = String(rest).padStart(2, "0");
        return t("format.hours", { hours: Math.floor(ms / HOUR_MS), minutes: rest, minute00 });
      }
      return t("format.days", { days: Math.floor(ms / DAY_MS), hours: Math.floor((ms % DAY_MS) / HOUR_MS) });
    },
    list: (items) => and.format(items),
    either: (items) => or.format(items),
  };
}

type Fields = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

/** The named fields of a date: "hour", "weekday" and so on, as the language writes them. Kept, since all of a page ask for those of now, and its curves for the same instants at every version. */
function fieldsOf(format: Intl.DateTimeFormat): (at: Instant) => Fields {
  const kept = new LRUCache<Instant, Fields>({ max: 10_000 });
  return (at) => {
    const fields = kept.get(at) ?? Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    kept.set(at, fields);
    return fields;
  };
}
