import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { DAY_MS, MINUTE_MS } from "@/domain/instant";
import { databaseProblem } from "@/server/database/faults";
import type { Actor } from "./actor";
import { nobody } from "./actor";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";

/** A session ends after a week without use, and after a month whatever happens. */
export const SESSION_MS = 30 * DAY_MS;
const IDLE_MS = 7 * DAY_MS;

/** Where a request comes from. */
export interface Client {
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string;
}

const StaffRole = z.enum(["administrator", "editor"]);

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
  const { id, email, name, role } = row.staff;
  return { kind: "staff", id, email, name, role: StaffRole.parse(role), session: row.id };
}

/** Ends the session that this secret belongs to, if there is one. */
export async function endSession(context: Context, secret: string): Promise<void> {
  await change(context, async (tx) => {
    await tx.session.updateMany({
      where: { hash: hashOf(secret), revokedAt: null },
      data: { revokedAt: BigInt(Date.now()) },
    });
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
