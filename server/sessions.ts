import { createHash, randomBytes } from "node:crypto";
import { DAY_MS, MINUTE_MS } from "@/domain/instant";
import { staffActor } from "@/server/access/staff-actor";
import { databaseProblem } from "@/server/database/faults";
import type { Actor } from "./actor";
import { nobody, requireStaff } from "./actor";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";
import { Problem } from "./problem";

/** A session ends after a week without use, and after a month whatever happens. */
export const SESSION_MS = 30 * DAY_MS;
const IDLE_MS = 7 * DAY_MS;

/** Where a request comes from. */
export interface Client {
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string;
}

/** Begins a session and returns what its cookie is to hold, for the only time: what is stored is its SHA-256. */
export async function startSession(tx: Transaction, staffId: number, { address, agent }: Client): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const now = Date.now();
  await tx.session.create({
    data: {
      hash: hashOf(secret),
      staffId,
      createdAt: BigInt(now),
      lastUsedAt: BigInt(now),
      expiresAt: BigInt(now + SESSION_MS),
      client: address,
      agent: agent.slice(0, 400),
    },
  });
  return secret;
}

/** What a query asks for to get the sessions that hold. */
export function holding(now: number) {
  return { revokedAt: null, expiresAt: { gt: BigInt(now) }, lastUsedAt: { gt: BigInt(now - IDLE_MS) } };
}

/**
 * Who asks by a session; nobody where it is unknown, ended, too long unused, or its owner was disabled. Looked up each time, so
 * that a revocation holds from the next request on. Throws 503.
 */
export async function findStaff(context: Context, secret: string | null): Promise<Actor> {
  if (secret === null) return nobody;
  const row = await context.db.session
    .findUnique({ where: { hash: hashOf(secret) }, include: { staff: true } })
    .catch((error: unknown) => {
      throw databaseProblem(error) ?? error;
    });
  const now = Date.now();
  if (row === null || row.revokedAt !== null || row.staff.disabledAt !== null) return nobody;
  if (Number(row.expiresAt) <= now || Number(row.lastUsedAt) + IDLE_MS <= now) return nobody;
  if (Number(row.lastUsedAt) + MINUTE_MS <= now) await noteUse(context, row.id, now);
  return staffActor(row.staff, row.id);
}

/** Ends the session that this secret belongs to, if there is one that has not ended. */
export async function signOut(context: Context, secret: string): Promise<void> {
  await change(context, async (tx) => {
    const where = { hash: hashOf(secret), revokedAt: null };
    const row = await tx.session.findFirst({ where, include: { staff: true } });
    if (row !== null) {
      await tx.session.updateMany({ where, data: { revokedAt: BigInt(Date.now()) } });
      await recordAudit(tx, staffActor(row.staff, row.id), "session.end", row.staff.email);
    }
    return { result: null, changed: false };
  });
}

/** Ends one session, from the next request on: one's own, or as an administrator anybody's. Throws 404 `unknown_session`, 401, 503. */
export async function endSession(context: Context, actor: Actor, id: string): Promise<void> {
  requireStaff(actor, "editor");
  await change(context, async (tx) => {
    const row = /^\d{1,15}$/.test(id)
      ? await tx.session.findFirst({
          where: { id: Number(id), revokedAt: null, ...(actor.role === "administrator" ? {} : { staffId: actor.id }) },
          include: { staff: true },
        })
      : null;
    if (row === null) throw new Problem(404, "unknown_session", "There is no such session, or it has ended.");
    await tx.session.update({ where: { id: row.id }, data: { revokedAt: BigInt(Date.now()) } });
    await recordAudit(tx, actor, "session.revoke", row.staff.email, { client: row.client });
    return { result: null, changed: false };
  });
}

/** Ends all sessions of somebody, but for one where `except` names it, and returns how many those were. The caller has checked the right. */
export async function endSessionsOf(tx: Transaction, staffId: number, except = 0): Promise<number> {
  const now = Date.now();
  const where = { staffId, id: { not: except }, ...holding(now) };
  const { count } = await tx.session.updateMany({ where, data: { revokedAt: BigInt(now) } });
  return count;
}

/**
 * Deletes what no session needs any more: those that were last used a month ago (until then, where somebody signed in from says
 * that they are no stranger), and links that ended as long ago. For the process itself, so without an actor.
 */
export async function forgetOldSessions(context: Context): Promise<void> {
  const before = { lt: BigInt(Date.now() - SESSION_MS) };
  await change(context, async (tx) => {
    await tx.session.deleteMany({ where: { lastUsedAt: before } });
    await tx.invitation.deleteMany({ where: { expiresAt: before } });
    return { result: null, changed: false };
  });
}

/** That a session is in use is worth no refusal: where it cannot be written, the request goes on. */
async function noteUse(context: Context, id: number, now: number): Promise<void> {
  await change(context, async (tx) => {
    await tx.session.update({ where: { id }, data: { lastUsedAt: BigInt(now) } });
    return { result: null, changed: false };
  }).catch((error: unknown) => context.log.warn({ err: error }, "The use of a session could not be noted."));
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
