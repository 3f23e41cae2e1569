import { isDeepStrictEqual } from "node:util";
import type { UpdateAnswer, UpdateBody, UpdatePatch } from "@/domain/contract/update";
import type { Instant } from "@/domain/instant";
import type { Wish } from "@/server/declaring/declarations";
import { nextRevision, requireMatch } from "@/server/declaring/declarations";
import { updateAnswer } from "@/server/incidents/answers";
import { Faults, requireImporter, requireTies } from "@/server/incidents/checks";
import { getUpdate, readIncident } from "@/server/incidents/lookup";
import type { StoredUpdate, UpdateVersion } from "@/server/incidents/rows";
import { columnsOf, versionOf } from "@/server/incidents/rows";
import { checkUpdate, createUpdate } from "@/server/incidents/update-posting";
import type { Actor } from "./actor";
import { requireScope } from "./actor";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";
import type { RepeatableRequest } from "./idempotency";
import { makeOnce } from "./idempotency";

/**
 * Posts an update of an incident (by id or slug). `at` is when it happened or was said, now unless told; the incident's status
 * follows from all of its updates, so a back-dated one overturns nothing. `request`: as for `openIncident`.
 * Throws 401, 403 `insufficient_scope` (also for `postedAt` without scope admin) or `not_allowed`, 404 `unknown_incident`,
 * 422 `in_future`, or `invalid` for a status of the other kind, 409 `id_conflict`, 503.
 */
export async function postUpdate(
  context: Context,
  actor: Actor,
  idOrSlug: string,
  body: UpdateBody,
  request: RepeatableRequest | null = null,
  lang: string | null = null,
): Promise<UpdateAnswer> {
  requireScope(actor, "incidents:write");
  requireImporter(actor, body.postedAt);
  return makeOnce(context, actor, request, {
    write: async (tx) => {
      const { incident } = await readIncident(tx, idOrSlug);
      requireTies(actor, incident);
      const now = context.clock.now();
      const faults = new Faults();
      const update = checkUpdate(faults, "", body, incident.impact, now);
      faults.throwIfAny();
      const id = await createUpdate(tx, incident.id, update);
      await touchIncident(tx, incident.id, now);
      const detail = { incident: incident.id, status: update.status };
      await recordAudit(tx, actor, "update.post", id, detail, { before: null, after: update });
      return id;
    },
    answer: (tx, id) => readUpdateAnswer(context, tx, idOrSlug, id, lang),
  });
}

/**
 * Edits an update: what `patch` leaves out stays, a title of null goes. The earlier version stays readable as a revision; a
 * patch of nothing makes none. `ifMatch`: the revision that the patch was made for, as the desk reads it.
 * Throws 401, 403, 404 `unknown_incident` or `unknown_update`, 412 `precondition_failed`, 422 as `postUpdate` does, 503.
 */
export async function editUpdate(
  context: Context,
  actor: Actor,
  idOrSlug: string,
  updateId: string,
  patch: UpdatePatch,
  lang: string | null = null,
  { ifMatch = null }: Wish = {},
): Promise<UpdateAnswer> {
  requireScope(actor, "incidents:write");
  const { result } = await change(context, async (tx) => {
    const { incident, updates } = await readIncident(tx, idOrSlug);
    const update = getUpdate(updates, updateId);
    requireTies(actor, incident);
    requireMatch(ifMatch, update.revision);
    const now = context.clock.now();
    const before = versionOf(update);
    const after = mergePatch(before, patch);
    const faults = new Faults();
    faults.status("/status", incident.impact, after.status);
    const at = patch.at === undefined ? before.at : faults.notAhead("/at", patch.at, now);
    faults.throwIfAny();
    const changed = !isDeepStrictEqual(before, { ...after, at });
    if (changed) {
      await keepRevision(tx, update, now);
      await tx.update.update({
        where: { id: updateId },
        data: { ...columnsOf({ ...after, at }), editedAt: BigInt(now), revision: await nextRevision(tx) },
      });
      await touchIncident(tx, incident.id, now);
      const states = { before, after: { ...after, at } };
      await recordAudit(tx, actor, "update.edit", updateId, { incident: incident.id }, states);
    }
    return { result: await readUpdateAnswer(context, tx, idOrSlug, updateId, lang), changed };
  });
  return result;
}

/** An update as its incident shows it, and as the transaction sees it. */
export async function readUpdateAnswer(
  { settings }: Context,
  tx: Transaction,
  idOrSlug: string,
  updateId: string,
  lang: string | null,
): Promise<UpdateAnswer> {
  const { incident, updates } = await readIncident(tx, idOrSlug);
  return updateAnswer(getUpdate(updates, updateId), incident, { settings, lang });
}

function mergePatch(before: UpdateVersion, { translations, ...patch }: UpdatePatch): UpdateVersion {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return { ...before, ...given, translations: translations === undefined ? before.translations : (translations ?? {}) };
}

/** Keeps the present version of an update as an earlier one. */
async function keepRevision(tx: Transaction, update: StoredUpdate, replacedAt: Instant): Promise<void> {
  const editedAt = BigInt(update.editedAt ?? update.postedAt);
  await tx.revision.create({
    data: { ...columnsOf(update), updateId: update.id, editedAt, replacedAt: BigInt(replacedAt) },
  });
}

async function touchIncident(tx: Transaction, id: string, now: Instant): Promise<void> {
  await tx.incident.update({ where: { id }, data: { updatedAt: BigInt(now) } });
}
