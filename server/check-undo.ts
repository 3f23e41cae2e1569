import type { PairEvent } from "@/domain/blocks";
import { correctionOf } from "@/domain/checks";
import type { UndoBody } from "@/domain/contract/desk/checks";
import { Effect } from "@/domain/contract/event";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import type { AddressId, SourceId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import { keyOfPress, undoIdOf } from "@/server/checks/presses";
import { DESK_PROBE } from "@/server/checks/sources";
import { readTuples } from "@/server/database/sql";
import type { Actor, StaffActor } from "./actor";
import { nameOf, requireStaff, senderOf } from "./actor";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import { recordEvents } from "./events";
import { recordHeartbeat } from "./heartbeats";
import { Problem } from "./problem";

/**
 * Takes back what the actor answered by one press. Facts stay and are corrected by others (`correctionOf`); that the source was
 * known for these addresses is withdrawn from that instant on, until they are answered again; the answers, and the requests made
 * with them, are forgotten by the queue and kept by the audit log alone. Again changes nothing more.
 *
 * Throws as `requireStaff` does, 404 `unknown_source`, `nothing_to_undo` (no such press of theirs within a day), 409
 * `answered_meanwhile` (one of the addresses was answered since, even if that was taken back), 503.
 */
export async function undoChecks(context: Context, actor: Actor, slug: string, { id }: UndoBody): Promise<void> {
  requireStaff(actor, "editor");
  const { db } = context;
  const source = await db.source.findFirst({ where: { slug, hiddenAt: null }, select: { id: true } });
  if (source === null) throw new Problem(404, "unknown_source", `Nothing is declared as ${slug}.`);
  const place = { sender: senderOf(actor), key: keyOfPress(id) };
  const press = await db.idempotentAnswer.findUnique({ where: { sender_key: place } });
  if (press === null) throw new Problem(404, "nothing_to_undo", "You gave no such answer within a day.");
  const at = Date.parse(press.subject);
  const act = { sourceId: source.id, at: BigInt(at), checkedBy: nameOf(actor) };
  const checks = await db.manualCheck.findMany({ where: act, include: { address: true } });
  if (checks.length === 0) return;
  await refuseAnswered(context, source.id, at, checks);

  const mistakes = (await readMistakes(context, actor, id)).filter(({ source: of }) => of === source.id);
  const corrections = await Promise.all(
    mistakes.map(async ({ address, ip, event, index }) => {
      const others = (await readEvents(context, address, source.id)).filter(
        ({ sender, id: other }) => sender !== place.sender || (other !== event.id && other !== undoIdOf(id, index)),
      );
      const correction = correctionOf(event, others);
      return correction === null ? [] : [{ ...correction, id: undoIdOf(id, index), address: ip }];
    }),
  );
  const events = corrections
    .flat()
    .map((correction) => ({ ...correction, source: slug, at: formatInstant(correction.at) }));
  if (events.length > 0) await recordEvents(context, actor, events);
  if (mistakes.length > 0) {
    const addresses = mistakes.map(({ ip }) => ip);
    const unknown = [{ source: slug, addresses }];
    const round = { probe: DESK_PROBE, at: formatInstant(at), sources: [slug], addresses, unknown };
    await recordHeartbeat(context, actor, HeartbeatBody.parse(round));
  }
  await change(context, async (tx) => {
    const { count } = await tx.manualCheck.deleteMany({ where: act });
    if (count === 0) return { result: null, changed: false };
    const ids = checks.map(({ addressId }) => addressId);
    const requests = { sourceId: source.id, at: BigInt(at), requestedBy: nameOf(actor), addressId: { in: ids } };
    await tx.removalRequest.deleteMany({ where: requests });
    const answers = checks.map(({ address, answer }) => `${address.ip} ${answer}`);
    await recordAudit(tx, actor, "check.undo", slug, null, { before: { answers }, after: null });
    return { result: null, changed: true };
  });
}

async function refuseAnswered(
  { db }: Context,
  sourceId: SourceId,
  at: Instant,
  checks: readonly { readonly addressId: AddressId }[],
) {
  const addressId = { in: checks.map((check) => check.addressId) };
  const later = { sourceId, addressId, at: { gt: BigInt(at) } };
  const since = await db.manualCheck.count({ where: { ...later, answer: { not: "skipped" } } });
  // What was taken back since was corrected to what this answer had made of it.
  const undone = await db.event.count({
    where: { ...later, at: { gt: BigInt(at + 1) }, externalId: { endsWith: "/undo" } },
  });
  if (since + undone > 0)
    throw new Problem(409, "answered_meanwhile", "It was answered again since; answer it anew instead.");
}

/** The events that the press stored. */
async function readMistakes({ db }: Context, actor: StaffActor, press: string) {
  const rows = await db.event.findMany({
    where: { sender: senderOf(actor), externalId: { startsWith: `${press}/`, not: { endsWith: "/undo" } } },
    include: { address: true },
  });
  return rows.map(({ externalId, type, at, effect, evidence, addressId, sourceId, address }) => ({
    address: addressId,
    ip: address.ip,
    source: sourceId,
    index: Number(externalId.slice(press.length + 1)),
    event: { id: externalId, ...eventOf(type, Number(at), effect, evidence) },
  }));
}

/** All events of a pair. */
async function readEvents({ db }: Context, address: AddressId, source: SourceId) {
  const rows = await readTuples<[string, string, string, Instant, string | null, string | null]>(
    db,
    Prisma.sql`"sender", "externalId", "type", "at", "effect", "evidence"`,
    Prisma.sql`"Event" WHERE "addressId" = ${address} AND "sourceId" = ${source}`,
  );
  return rows.map(([sender, id, type, at, effect, evidence]) => ({
    sender,
    id,
    ...eventOf(type, at, effect, evidence),
  }));
}

function eventOf(type: string, at: Instant, effect: string | null, evidence: string | null): Omit<PairEvent, "id"> {
  const told = effect === null ? null : Effect.parse(effect);
  return { type: type === "block" ? "block" : "unblock", at, effect: told, evidence };
}
