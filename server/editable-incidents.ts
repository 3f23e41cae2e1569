import type { EditableIncident, EditableUpdate, EditableVersion } from "@/domain/contract/desk/incident-texts";
import { statusOf } from "@/domain/incident";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import type { Translations } from "@/domain/translation";
import { slugsOf } from "@/server/incidents/answers";
import { readIncident } from "@/server/incidents/lookup";
import type { StoredUpdate, UpdateVersion } from "@/server/incidents/rows";
import type { Actor } from "./actor";
import { requireStaff } from "./actor";
import type { Context } from "./context";

/**
 * An incident by id or slug as staff edit it: every text in every language it has, with the revisions for If-Match.
 * Throws 401, 403 `staff_only`, 404 `unknown_incident`.
 */
export async function getEditableIncident(context: Context, actor: Actor, idOrSlug: string): Promise<EditableIncident> {
  requireStaff(actor, "editor");
  const { incident, updates } = await readIncident(context.db, idOrSlug);
  const { startedAt, scheduledFor, scheduledUntil, networks, sources, ...rest } = incident;
  const lang = incident.lang ?? context.settings.locale;
  const { id, slug, title, translations, impact, noticeMarkdown, postmortemMarkdown } = rest;
  return {
    ...{ id, slug, title, impact, noticeMarkdown, postmortemMarkdown, lang },
    translations: writtenIn(translations),
    status: statusOf(updates),
    networks: slugsOf(networks),
    sources: slugsOf(sources),
    startedAt: formatInstant(startedAt),
    scheduledFor: textOf(scheduledFor),
    scheduledUntil: textOf(scheduledUntil),
    revision: Number(incident.revision),
    updates: updates.map((update) => editableUpdate(update, lang)),
  };
}

function editableUpdate(update: StoredUpdate, lang: string): EditableUpdate {
  const { id, postedAt, editedAt, nextUpdateBy, revision, revisions, redactions } = update;
  return {
    ...editableVersion(update, lang),
    id,
    postedAt: formatInstant(postedAt),
    editedAt: textOf(editedAt),
    nextUpdateBy: textOf(nextUpdateBy),
    revision: Number(revision),
    revisions: revisions.map((earlier) => ({
      ...editableVersion(earlier, lang),
      editedAt: formatInstant(earlier.editedAt),
      replacedAt: formatInstant(earlier.replacedAt),
    })),
    redactions: redactions.map(({ at, reason }) => ({ at: formatInstant(at), reason })),
  };
}

function editableVersion(version: UpdateVersion, lang: string): EditableVersion {
  const { title, bodyMarkdown, translations, status, at, approximate } = version;
  const texts = { title, bodyMarkdown, translations: writtenIn(translations), lang: version.lang ?? lang };
  return { ...texts, status, approximate, at: formatInstant(at) };
}

/** What is written in each other language, and nothing that is not. */
function writtenIn<Field extends string>(translations: Translations<Field>): Record<string, { [F in Field]?: string }> {
  return JSON.parse(JSON.stringify(translations, (_, value) => value ?? undefined));
}

function textOf(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}
