import type { DraftAnswer, DraftBody } from "@/domain/contract/desk/texts";
import { DAY_MS, formatInstant, MINUTE_MS } from "@/domain/instant";
import { rewordJson } from "@/domain/reword-json";
import type { Actor, StaffActor } from "./actor";
import { requireStaff } from "./actor";
import { change } from "./change";
import type { Context } from "./context";
import type { Database, Transaction } from "./db";
import { Problem } from "./problem";

/** Who saved within this time is said to be writing. */
const WRITING_MS = 15 * MINUTE_MS;
const KEPT_MS = 90 * DAY_MS;

/** A noun, and for most the id that it is about: "incident", "update/<incident id>", "edit/<update id>". */
const subjectForm = /^[a-z]{1,32}(\/[A-Za-z0-9_-]{1,128})?$/;

/**
 * One's own draft on a subject, and who else saved one within the last 15 minutes. On real time, in a replay too.
 * Throws 401, 403 `staff_only`, 404 `not_found` for what can be no subject.
 */
export async function getDraft(context: Context, actor: Actor, subject: string): Promise<DraftAnswer> {
  requireWriter(actor, subject);
  return readDraft(context.db, actor, subject);
}

/**
 * Keeps what one is writing on a subject in place of what was kept before; drafts that nobody touched for 90 days go. Readers
 * see nothing of it. Throws as `getDraft` does, and 503.
 */
export async function putDraft(
  context: Context,
  actor: Actor,
  subject: string,
  { json }: DraftBody,
): Promise<DraftAnswer> {
  requireWriter(actor, subject);
  const { result } = await change(context, async (tx) => {
    const kept = { bodyJson: json, savedAt: BigInt(Date.now()) };
    const place = { staffId: actor.id, subject };
    await tx.draft.deleteMany({ where: { savedAt: { lt: kept.savedAt - BigInt(KEPT_MS) } } });
    await tx.draft.upsert({ where: { staffId_subject: place }, create: { ...place, ...kept }, update: kept });
    return { result: await readDraft(tx, actor, subject), changed: false };
  });
  return result;
}

/** Forgets one's own draft; without effect where there is none. Throws as `putDraft` does. */
export async function deleteDraft(context: Context, actor: Actor, subject: string): Promise<void> {
  requireWriter(actor, subject);
  await change(context, async (tx) => {
    await tx.draft.deleteMany({ where: { staffId: actor.id, subject } });
    return { result: null, changed: false };
  });
}

/** Puts every text of everybody's drafts on an incident and its updates through `reword`, which blackens what is redacted. */
export async function redactDrafts(
  tx: Transaction,
  incidentId: string,
  updateIds: readonly string[],
  reword: (text: string) => string,
): Promise<void> {
  const subjects = [
    ...["update", "notice", "postmortem"].map((noun) => `${noun}/${incidentId}`),
    ...updateIds.map((id) => `edit/${id}`),
  ];
  for (const { staffId, subject, bodyJson } of await tx.draft.findMany({ where: { subject: { in: subjects } } })) {
    const reworded = rewordJson(bodyJson, reword);
    if (reworded === bodyJson) continue;
    const place = { staffId_subject: { staffId, subject } };
    await tx.draft.update({ where: place, data: { bodyJson: reworded } });
  }
}

function requireWriter(actor: Actor, subject: string): asserts actor is StaffActor {
  requireStaff(actor, "editor");
  if (!subjectForm.test(subject)) throw new Problem(404, "not_found", "There is nothing to write about by that name.");
}

async function readDraft(database: Database | Transaction, { id }: StaffActor, subject: string): Promise<DraftAnswer> {
  const recent = { gt: BigInt(Date.now() - WRITING_MS) };
  const rows = await database.draft.findMany({
    where: { subject, OR: [{ staffId: id }, { savedAt: recent }] },
    orderBy: { savedAt: "desc" },
    include: { staff: { select: { name: true } } },
  });
  const own = rows.find(({ staffId }) => staffId === id);
  return {
    draft: own === undefined ? null : { json: own.bodyJson, savedAt: formatInstant(Number(own.savedAt)) },
    others: rows
      .filter(({ staffId }) => staffId !== id)
      .map(({ staff, savedAt }) => ({ name: staff.name, savedAt: formatInstant(Number(savedAt)) })),
  };
}
