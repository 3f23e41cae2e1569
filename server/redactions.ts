import { isDeepStrictEqual } from "node:util";
import type { RedactionBody, UpdateAnswer } from "@/domain/contract/update";
import type { Translations } from "@/domain/translation";
import { forgetOldBytes } from "@/server/database/empty-log";
import { invalidBody, nextRevision } from "@/server/declaring/declarations";
import { requireTies } from "@/server/incidents/checks";
import { getUpdate, readIncident } from "@/server/incidents/lookup";
import type { StoredIncident, StoredUpdate, UpdateVersion } from "@/server/incidents/rows";
import { columnsOf, jsonOf } from "@/server/incidents/rows";
import type { Actor } from "./actor";
import { requireScope } from "./actor";
import { recordAudit, rewordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";
import { redactDrafts } from "./drafts";
import { forgetAnswers } from "./idempotency";
import { readUpdateAnswer } from "./updates";
import { withdrawEarlier } from "./version";

const BLACK = "█";

/**
 * Blackens a text that should never have been published: in the update, its translations and revisions, wherever else the
 * incident says it, in remembered answers, in drafts on the incident, and in the bytes of the database. What was made of it before is shown no more. Each
 * update that held it bears a mark with the reason; the audit log tells who did it, and not what it was. Gives the update back as it is now.
 * Throws 401, 403, 404 `unknown_incident` or `unknown_update`, 422 `text_not_found` where the update does not hold it, 503.
 */
export async function redactUpdate(
  context: Context,
  actor: Actor,
  idOrSlug: string,
  updateId: string,
  { text, reason }: RedactionBody,
  lang: string | null = null,
): Promise<UpdateAnswer> {
  requireScope(actor, "incidents:write");
  const { result } = await change(context, async (tx) => {
    const { incident, updates } = await readIncident(tx, idOrSlug);
    const named = getUpdate(updates, updateId);
    requireTies(actor, incident);
    const blacken = blackener(text);
    if (isDeepStrictEqual(blackenUpdate(named, blacken), named)) {
      throw invalidBody([{ path: "/text", code: "text_not_found", detail: "The update does not hold this text." }]);
    }
    const now = BigInt(context.clock.now());
    const ids = updates.map(({ id }) => id);
    await blackenReasons(tx, ids, blacken);
    await rewordAudit(tx, [incident.id, ...ids], blacken);
    for (const update of updates) {
      await storeUpdate(tx, update, blackenUpdate(update, blacken), { at: now, reason: blacken(reason) });
    }
    await storeIncident(tx, incident, blackenIncident(incident, blacken), now);
    await redactDrafts(tx, incident.id, ids, blacken);
    await forgetAnswers(tx, [incident.id, ...ids], text);
    await withdrawEarlier(tx);
    await recordAudit(tx, actor, "update.redact", updateId, { incident: incident.id, reason: blacken(reason) });
    return { result: await readUpdateAnswer(context, tx, idOrSlug, updateId, lang), changed: true };
  });
  await forgetOldBytes(context);
  return result;
}

type Blacken = <T extends string | null>(text: T) => T | string;

function blackener(secret: string): Blacken {
  return (text) => text?.replaceAll(secret, BLACK) ?? text;
}

function blackenTexts<Field extends string>(translations: Translations<Field>, blacken: Blacken): Translations<Field> {
  return JSON.parse(JSON.stringify(translations), (_key, value) =>
    typeof value === "string" ? blacken(value) : value,
  );
}

function blackenVersion<T extends UpdateVersion>(version: T, blacken: Blacken): T {
  return {
    ...version,
    title: blacken(version.title),
    bodyMarkdown: blacken(version.bodyMarkdown),
    translations: blackenTexts(version.translations, blacken),
  };
}

function blackenUpdate(update: StoredUpdate, blacken: Blacken): StoredUpdate {
  const revisions = update.revisions.map((revision) => blackenVersion(revision, blacken));
  return { ...blackenVersion(update, blacken), revisions };
}

function blackenIncident(incident: StoredIncident, blacken: Blacken): StoredIncident {
  return {
    ...incident,
    title: blacken(incident.title),
    noticeMarkdown: blacken(incident.noticeMarkdown),
    postmortemMarkdown: blacken(incident.postmortemMarkdown),
    translations: blackenTexts(incident.translations, blacken),
  };
}

/** The reasons of earlier redactions are read by everybody; one may quote what is blackened now. */
async function blackenReasons(tx: Transaction, updateIds: string[], blacken: Blacken): Promise<void> {
  for (const { id, reason } of await tx.redaction.findMany({ where: { updateId: { in: updateIds } } })) {
    await tx.redaction.update({ where: { id }, data: { reason: blacken(reason) } });
  }
}

/** Stores what became of an update, with a mark, if anything did. */
async function storeUpdate(
  tx: Transaction,
  before: StoredUpdate,
  after: StoredUpdate,
  mark: { readonly at: bigint; readonly reason: string },
): Promise<void> {
  if (isDeepStrictEqual(before, after)) return;
  await tx.update.update({ where: { id: after.id }, data: { ...columnsOf(after), revision: await nextRevision(tx) } });
  for (const revision of after.revisions) {
    await tx.revision.update({ where: { id: revision.id }, data: columnsOf(revision) });
  }
  await tx.redaction.create({ data: { updateId: after.id, ...mark } });
}

/** What became of an incident's own texts. Its updates have changed in any case. */
async function storeIncident(tx: Transaction, before: StoredIncident, after: StoredIncident, updatedAt: bigint) {
  const { id, title, noticeMarkdown, postmortemMarkdown, translations } = after;
  const texts = { title, noticeMarkdown, postmortemMarkdown, translationsJson: jsonOf(translations) };
  const revised = isDeepStrictEqual(before, after) ? {} : { ...texts, revision: await nextRevision(tx) };
  await tx.incident.update({ where: { id }, data: { ...revised, updatedAt } });
}
