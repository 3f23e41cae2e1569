import { createHash, randomBytes } from "node:crypto";
import type { Transaction } from "@/server/db";
import { Problem } from "@/server/problem";

// One-time links: 128 random bits behind the # of an address, where they reach no log and no Referer. What is stored is their
// SHA-256. On real time, in a replay too.

/** Of a link that has been made, for the only time. */
export interface MadeLink {
  readonly key: string;
  readonly expiresAt: number;
}

/** Makes a link by which a password is set, and ends those before it. `staffId` null: it makes the first administrator. */
export async function makeLink(tx: Transaction, staffId: number | null, lifeMs: number): Promise<MadeLink> {
  const key = randomBytes(16).toString("base64url");
  const now = Date.now();
  await endLinks(tx, staffId);
  const expiresAt = now + lifeMs;
  await tx.invitation.create({
    data: { hash: hashOf(key), staffId, createdAt: BigInt(now), expiresAt: BigInt(expiresAt) },
  });
  return { key, expiresAt };
}

/** Ends the links that still hold. */
export async function endLinks(tx: Transaction, staffId: number | null): Promise<void> {
  const now = BigInt(Date.now());
  await tx.invitation.updateMany({
    where: { staffId, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
}

/** What is looked up is a hash, so how long it takes says nothing about the key. */
interface LinkRow {
  readonly staffId: number | null;
  readonly usedAt: bigint | null;
  readonly expiresAt: bigint;
}

/**
 * The link of a key, if it is one for `purpose` and holds. Throws 404 `link_unknown`, 410 `link_used`, 410 `link_expired` (also
 * where a newer one was made).
 */
export function requireHolding<T extends LinkRow>(row: T | null, purpose: "set-up" | "invitation"): T {
  if (row === null || (row.staffId === null) !== (purpose === "set-up")) {
    throw new Problem(404, "link_unknown", "This is not a link of this server. Look whether it was copied whole.");
  }
  if (row.usedAt !== null) throw new Problem(410, "link_used", "This link was used, and works once.");
  if (Number(row.expiresAt) <= Date.now()) {
    throw new Problem(410, "link_expired", "This link has expired, or a newer one has replaced it.");
  }
  return row;
}

/** Marks a link as used. Of two who try at once, one does it; the other is thrown 410 `link_used`. */
export async function useLink(tx: Transaction, key: string): Promise<void> {
  const { count } = await tx.invitation.updateMany({
    where: { hash: hashOf(key), usedAt: null },
    data: { usedAt: BigInt(Date.now()) },
  });
  if (count !== 1) throw new Problem(410, "link_used", "This link was used, and works once.");
}

export function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
