import type { LogDay, LogView } from "@/components/log";
import type { LogEntry, MeasuredView, UpdateView } from "@/components/log-entry";
import type { MeasuredFact, TimelineItem } from "@/domain/contract/timeline";
import type { UpdateAnswer, UpdateText } from "@/domain/contract/update";
import { dayStart } from "@/domain/days";
import { formatInstant } from "@/domain/instant";
import { levelOfHealth } from "@/domain/level";
import { partsOf } from "@/server/messages";
import { capitalised } from "@/server/words/formats";
import type { Words } from "./words";

/** What a log needs beside its lines. */
export interface LogContext extends Words {
  /** What stands before the paths of this language. */
  readonly prefix: string;
  /** Names of networks by slug. */
  readonly networks: ReadonlyMap<string, string>;
}

type UpdateItem = Extract<TimelineItem, { readonly kind: "update" }>;

/** The log of several incidents: an update says which it belongs to where that is another than before. Items are newest first. */
export function logView(items: readonly TimelineItem[], context: LogContext): LogView {
  let incident = "";
  const entries = items.map((item) => {
    if (item.kind === "measured") return measuredView(item, context);
    const isAnother = item.incident !== incident;
    incident = item.incident;
    return itemView(item, isAnother, context);
  });
  return logOf(entries, context);
}

/** The thread of one incident: its updates with what was edited and blackened, and what was measured, newest first. */
export function threadView(
  slug: string,
  updates: readonly UpdateAnswer[],
  measured: readonly MeasuredFact[],
  context: LogContext,
): LogView {
  const entries = [
    ...updates.map((update) => answerView(update, slug, context)),
    ...measured.map((fact) => measuredView(fact, context)),
  ];
  // What was written at an instant stands above what was measured then, as in the log; sorting keeps that order.
  return logOf(
    entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)),
    context,
  );
}

function logOf(entries: readonly LogEntry[], { lang, timeZone, f, t, now }: LogContext): LogView {
  const days: { start: number; day: LogDay & { entries: LogEntry[] } }[] = [];
  for (const entry of entries) {
    const at = Date.parse(entry.at);
    const start = dayStart(at, timeZone);
    const last = days.at(-1);
    if (last?.start === start) last.day.entries.push(entry);
    else {
      const { weekday, date } = f.dayParts(at, now);
      days.push({
        start,
        day: { date: formatInstant(start), weekday: capitalised(weekday, lang), day: date, entries: [entry] },
      });
    }
  }
  return { days: days.map(({ day }) => day), empty: t("page.emptyLog") };
}

function measuredView({ at, network, health, previous }: MeasuredFact, context: LogContext): MeasuredView {
  const { t, f, networks } = context;
  const key = health === null ? "measured.toUnknown" : previous === null ? "measured.fromUnknown" : "measured.from";
  const parts = partsOf(t, key, {
    network: networks.get(network) ?? network,
    health: health === null ? "" : f.percent(health),
    previous: previous === null ? "" : f.percent(previous),
  });
  return {
    kind: "measured",
    at,
    time: f.hour(Date.parse(at)),
    network,
    level: health === null ? "unknown" : levelOfHealth(health),
    label: t("incident.measured"),
    parts,
  };
}

function itemView(item: UpdateItem, namesIncident: boolean, context: LogContext): UpdateView {
  const incident = { text: item.incidentTitle, href: `${context.prefix}/incidents/${item.incident}` };
  return {
    ...updateView(item, item.incident, context),
    incident: namesIncident ? incident : null,
    revisions: null,
    redactions: [],
  };
}

function answerView(update: UpdateAnswer, slug: string, context: LogContext): UpdateView {
  const { t, f, now } = context;
  const moment = (text: string) => f.moment(Date.parse(text), now);
  const { editedAt, revisions, redactions = [] } = update;
  return {
    ...updateView(update, slug, context),
    incident: null,
    revisions:
      revisions.length === 0 || editedAt === null
        ? null
        : {
            summary: t("incident.edited", { moment: moment(editedAt) }),
            earlier: revisions.map(({ replacedAt, title, bodyHtml }) => ({
              words: t("incident.revision", { moment: moment(replacedAt) }),
              title,
              html: bodyHtml,
            })),
          },
    redactions: redactions.map(({ at, reason }) => t("incident.redacted", { moment: moment(at), reason })),
  };
}

/** Posted within the hour of what it tells, an update needs no second instant. */
const APART_MS = 3_600_000;

function updateView(
  update: UpdateText,
  slug: string,
  { t, f, now, lang, prefix }: LogContext,
): Omit<UpdateView, "incident" | "revisions" | "redactions"> {
  const at = Date.parse(update.at);
  const postedAt = Date.parse(update.postedAt);
  const status = t(`status.${update.status}`);
  return {
    kind: "update",
    id: update.id,
    at: update.at,
    time: update.approximate ? f.aboutHour(at) : f.hour(at),
    title: update.title ?? status,
    status: update.title === null ? null : status,
    html: update.bodyHtml,
    titleLang: update.title === null || update.titleLang === lang ? null : update.titleLang,
    lang: update.lang === lang ? null : update.lang,
    href: `${prefix}/incidents/${slug}#${update.id}`,
    hrefWords: t("incident.permalink"),
    posted: Math.abs(postedAt - at) > APART_MS ? t("incident.posted", { moment: f.moment(postedAt, now) }) : null,
  };
}
