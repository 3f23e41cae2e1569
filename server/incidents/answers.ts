import type { IncidentAnswer, IncidentSummary } from "@/domain/contract/incident";
import type { MeasuredFact } from "@/domain/contract/timeline";
import type { RevisionAnswer, UpdateAnswer, UpdateText } from "@/domain/contract/update";
import type { UpdateFacts, Updates } from "@/domain/incident";
import { nextUpdateBy, resolvedAt, statusOf } from "@/domain/incident";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import { reader } from "@/domain/translation";
import type { Settings } from "@/server/env";
import { renderMarkdown } from "@/server/markdown";
import { pageUrl } from "./links";
import type { StoredIncident, StoredRevision, StoredUpdate, Tie, UpdateVersion } from "./rows";

/** For whom an answer is made. */
export interface Reading {
  readonly settings: Pick<Settings, "publicUrl" | "locale">;
  /** null: texts in their originals, links to the site's own language. */
  readonly lang: string | null;
}

/** An incident as lists and the status show it. `updates` tell its state, `latest` is shown. */
export function summaryAnswer(
  incident: StoredIncident,
  updates: Updates,
  latest: StoredUpdate,
  reading: Reading,
): IncidentSummary {
  return { ...sharedAnswer(incident, updates, reading), latestUpdate: updateText(latest, incident, reading) };
}

/** An incident whole. `updates` and `measured` newest first. */
export function incidentAnswer(
  incident: StoredIncident,
  updates: Updates<StoredUpdate>,
  measured: MeasuredFact[],
  reading: Reading,
): IncidentAnswer {
  return {
    ...sharedAnswer(incident, updates, reading),
    updates: updates.map((update) => updateAnswer(update, incident, reading)),
    measured,
  };
}

export function updateAnswer(update: StoredUpdate, incident: StoredIncident, reading: Reading): UpdateAnswer {
  const redactions = update.redactions.map(({ at, reason }) => ({ at: formatInstant(at), reason }));
  return {
    ...updateText(update, incident, reading),
    edited: update.editedAt !== null,
    editedAt: textOf(update.editedAt),
    nextUpdateBy: textOf(update.nextUpdateBy),
    revisions: update.revisions.map((revision, index) =>
      revisionAnswer(revision, `${update.id}-${index + 1}`, incident, reading),
    ),
    ...(redactions.length === 0 ? {} : { redactions }),
  };
}

/** An update as every view shows it. */
export function updateText(update: StoredUpdate, incident: StoredIncident, reading: Reading): UpdateText {
  return {
    id: update.id,
    ...versionAnswer(update, update.id, incident, reading),
    postedAt: formatInstant(update.postedAt),
  };
}

/** Texts of a version in the reader's language. `idPrefix` keeps the notes of texts on one page apart. */
export function versionAnswer(version: UpdateVersion, idPrefix: string, incident: StoredIncident, reading: Reading) {
  const read = reader(version.lang ?? incident.lang ?? reading.settings.locale, version.translations, reading.lang);
  const title = read("title", version.title);
  const body = read("bodyMarkdown", version.bodyMarkdown);
  return {
    title: title.text,
    titleLang: title.lang,
    at: formatInstant(version.at),
    approximate: version.approximate,
    status: version.status,
    lang: body.lang,
    bodyMarkdown: body.text,
    bodyHtml: renderMarkdown(body.text, { idPrefix }),
  };
}

/** The title of an incident in the reader's language. */
export function titleOf(incident: StoredIncident, { settings, lang }: Reading) {
  return reader(incident.lang ?? settings.locale, incident.translations, lang)("title", incident.title);
}

function sharedAnswer(incident: StoredIncident, updates: Updates<UpdateFacts>, reading: Reading) {
  const { settings, lang } = reading;
  const read = reader(incident.lang ?? settings.locale, incident.translations, lang);
  const notice = read("noticeMarkdown", incident.noticeMarkdown);
  const postmortem = read("postmortemMarkdown", incident.postmortemMarkdown);
  const title = read("title", incident.title);
  return {
    id: incident.id,
    slug: incident.slug,
    title: title.text,
    lang: title.lang,
    status: statusOf(updates),
    impact: incident.impact,
    networks: slugsOf(incident.networks),
    sources: slugsOf(incident.sources),
    startedAt: formatInstant(incident.startedAt),
    resolvedAt: textOf(resolvedAt(updates)),
    scheduledFor: textOf(incident.scheduledFor),
    scheduledUntil: textOf(incident.scheduledUntil),
    nextUpdateBy: textOf(nextUpdateBy(updates)),
    noticeMarkdown: notice.text,
    noticeHtml: htmlOf(notice.text, `${incident.id}-notice`),
    noticeLang: notice.lang,
    postmortemMarkdown: postmortem.text,
    postmortemHtml: htmlOf(postmortem.text, `${incident.id}-postmortem`),
    postmortemLang: postmortem.lang,
    createdAt: formatInstant(incident.createdAt),
    updatedAt: formatInstant(incident.updatedAt),
    url: pageUrl(settings, lang, `/incidents/${incident.slug}`),
  };
}

function revisionAnswer(
  revision: StoredRevision,
  idPrefix: string,
  incident: StoredIncident,
  reading: Reading,
): RevisionAnswer {
  return {
    ...versionAnswer(revision, idPrefix, incident, reading),
    editedAt: formatInstant(revision.editedAt),
    replacedAt: formatInstant(revision.replacedAt),
  };
}

/** Those that are still declared: a link to another would lead nowhere. */
export function slugsOf(ties: readonly Tie[]): string[] {
  return ties.filter(({ isHidden }) => !isHidden).map(({ slug }) => slug);
}

function htmlOf(markdown: string | null, idPrefix: string): string | null {
  return markdown === null ? null : renderMarkdown(markdown, { idPrefix });
}

function textOf(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}
