import { Impact } from "@/domain/contract/incident";
import { UpdateStatus } from "@/domain/contract/update";
import type { UpdateFacts, Updates } from "@/domain/incident";
import { compareUpdates } from "@/domain/incident";
import type { Instant } from "@/domain/instant";
import type { Translations } from "@/domain/translation";
import type { Prisma } from "@/prisma/generated/client/client";

/**
 * What to ask the database for: an update with its earlier versions, an incident with all of its updates, or with what its
 * state follows from.
 */
export const wholeUpdate = {
  revisions: { orderBy: { id: "asc" } },
  redactions: { orderBy: { id: "asc" } },
} satisfies Prisma.UpdateInclude;

const ofIncident = {
  networks: { select: { id: true, slug: true, hiddenAt: true }, orderBy: [{ position: "asc" }, { slug: "asc" }] },
  sources: { select: { id: true, slug: true, hiddenAt: true }, orderBy: { slug: "asc" } },
} satisfies Prisma.IncidentInclude;

export const wholeIncident = { ...ofIncident, updates: { include: wholeUpdate } } satisfies Prisma.IncidentInclude;
export const incidentWithFacts = {
  ...ofIncident,
  updates: { select: { id: true, at: true, postedAt: true, status: true, nextUpdateBy: true } },
} satisfies Prisma.IncidentInclude;

export const updateWithIncident = { ...wholeUpdate, incident: { include: ofIncident } } satisfies Prisma.UpdateInclude;

type IncidentRow = Prisma.IncidentGetPayload<{ include: typeof ofIncident }>;
type UpdateRow = Prisma.UpdateGetPayload<{ include: typeof wholeUpdate }>;
type FactsRow = Pick<UpdateRow, "id" | "at" | "postedAt" | "status" | "nextUpdateBy">;

/** A network or source that an incident names. Hidden: no longer declared. */
export interface Tie {
  readonly id: number;
  readonly slug: string;
  readonly isHidden: boolean;
}

export interface StoredIncident {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** null: that of the site. */
  readonly lang: string | null;
  readonly translations: Translations<"title" | "noticeMarkdown" | "postmortemMarkdown">;
  readonly impact: Impact;
  readonly networks: readonly Tie[];
  readonly sources: readonly Tie[];
  readonly startedAt: Instant;
  readonly scheduledFor: Instant | null;
  readonly scheduledUntil: Instant | null;
  readonly noticeMarkdown: string | null;
  readonly postmortemMarkdown: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Moves with its own fields alone. */
  readonly revision: bigint;
}

/** What an edit of an update changes, and what a revision keeps of it. */
export interface UpdateVersion {
  readonly title: string | null;
  readonly bodyMarkdown: string;
  /** null: that of the incident. */
  readonly lang: string | null;
  readonly translations: Translations<"title" | "bodyMarkdown">;
  readonly status: UpdateStatus;
  readonly at: Instant;
  readonly approximate: boolean;
}

export interface StoredRevision extends UpdateVersion {
  readonly id: number;
  readonly editedAt: Instant;
  readonly replacedAt: Instant;
}

export interface StoredUpdate extends UpdateVersion, UpdateFacts {
  readonly status: UpdateStatus;
  readonly at: Instant;
  readonly editedAt: Instant | null;
  /** Moves with each edit and redaction. */
  readonly revision: bigint;
  /** Oldest first. */
  readonly revisions: readonly StoredRevision[];
  readonly redactions: readonly { readonly at: Instant; readonly reason: string }[];
}

export function incidentOf(row: IncidentRow): StoredIncident {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    lang: row.lang,
    translations: translationsOf(row.translationsJson),
    impact: Impact.parse(row.impact),
    networks: row.networks.map(tieOf),
    sources: row.sources.map(tieOf),
    startedAt: Number(row.startedAt),
    scheduledFor: instantOf(row.scheduledFor),
    scheduledUntil: instantOf(row.scheduledUntil),
    noticeMarkdown: row.noticeMarkdown,
    postmortemMarkdown: row.postmortemMarkdown,
    createdAt: Number(row.createdAt),
    updatedAt: Number(row.updatedAt),
    revision: row.revision,
  };
}

export function updateOf(row: UpdateRow): StoredUpdate {
  return {
    ...storedVersionOf(row),
    ...updateFactsOf(row),
    editedAt: instantOf(row.editedAt),
    revision: row.revision,
    revisions: row.revisions.map((revision) => ({
      ...storedVersionOf(revision),
      id: revision.id,
      editedAt: Number(revision.editedAt),
      replacedAt: Number(revision.replacedAt),
    })),
    redactions: row.redactions.map(({ at, reason }) => ({ at: Number(at), reason })),
  };
}

/** Newest first in the order of the log. */
export function updatesOf(rows: readonly UpdateRow[]): Updates<StoredUpdate> {
  return newestFirst(rows.map(updateOf));
}

export function factsOf(rows: readonly FactsRow[]): Updates {
  return newestFirst(rows.map(updateFactsOf));
}

function newestFirst<T extends UpdateFacts>(updates: T[]): Updates<T> {
  const [latest, ...earlier] = updates.sort((a, b) => compareUpdates(b, a));
  if (latest === undefined) throw new Error("An incident is stored with its first update, in one transaction.");
  return [latest, ...earlier];
}

function updateFactsOf({ id, at, postedAt, status, nextUpdateBy }: FactsRow): UpdateFacts {
  return {
    id,
    at: Number(at),
    postedAt: Number(postedAt),
    status: UpdateStatus.parse(status),
    nextUpdateBy: instantOf(nextUpdateBy),
  };
}

type VersionRow = Pick<
  UpdateRow,
  "title" | "bodyMarkdown" | "lang" | "translationsJson" | "status" | "at" | "approximate"
>;

function storedVersionOf(row: VersionRow): UpdateVersion {
  return {
    title: row.title,
    bodyMarkdown: row.bodyMarkdown,
    lang: row.lang,
    translations: translationsOf(row.translationsJson),
    status: UpdateStatus.parse(row.status),
    at: Number(row.at),
    approximate: row.approximate,
  };
}

/** What a revision keeps of an update. */
export function versionOf({
  title,
  bodyMarkdown,
  lang,
  translations,
  status,
  at,
  approximate,
}: UpdateVersion): UpdateVersion {
  return { title, bodyMarkdown, lang, translations, status, at, approximate };
}

/** The columns of a version. */
export function columnsOf(version: UpdateVersion) {
  const { translations, at, ...columns } = versionOf(version);
  return { ...columns, translationsJson: jsonOf(translations), at: BigInt(at) };
}

export function jsonOf(translations: Translations<string>): string | null {
  return Object.keys(translations).length === 0 ? null : JSON.stringify(translations);
}

export function bigintOf(instant: Instant | null): bigint | null {
  return instant === null ? null : BigInt(instant);
}

function translationsOf<Field extends string>(json: string | null): Translations<Field> {
  return json === null ? {} : JSON.parse(json);
}

function instantOf(column: bigint | null): Instant | null {
  return column === null ? null : Number(column);
}

function tieOf({ id, slug, hiddenAt }: { id: number; slug: string; hiddenAt: bigint | null }): Tie {
  return { id, slug, isHidden: hiddenAt !== null };
}
