import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { IssuedToken, TokenAnswer, TokenInput, TokenList } from "@/domain/contract/desk/tokens";
import { Scope } from "@/domain/contract/desk/tokens";
import { Slug } from "@/domain/contract/text";
import { formatInstant, MINUTE_MS } from "@/domain/instant";
import type { Token } from "@/prisma/generated/client/client";
import { databaseProblem } from "@/server/database/faults";
import type { Actor } from "./actor";
import { nobody, requireStaff } from "./actor";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import { Problem } from "./problem";

const PREFIX = "vigie_";

const Scopes = z.array(Scope);
const Networks = z.array(Slug);

/**
 * Makes a token and returns it, for the only time: what is stored is its SHA-256. Several may share a name, which is what event
 * ids and idempotency keys belong to. For whoever has the database at hand (the token command), so without an actor.
 */
export async function issueToken(context: Context, input: TokenInput): Promise<string> {
  return (await make(context, "command", input)).secret;
}

/**
 * The same for an administrator at the desk, with the token as the list has it.
 * Throws 401, 403 `staff_only` (a token makes no tokens) or `administrator_only`, 503.
 */
export async function postToken(context: Context, actor: Actor, input: TokenInput): Promise<IssuedToken> {
  requireStaff(actor, "administrator");
  const { secret, row } = await make(context, actor, input);
  return { ...tokenOf(row), secret };
}

/** So many are listed at most; the newest. */
const MAX_LISTED = 1_000;

/** The tokens, those that hold first, each newest first, at most 1,000. Throws as `postToken` does. */
export async function listTokens(context: Context, actor: Actor): Promise<TokenList> {
  requireStaff(actor, "administrator");
  const rows = await context.db.token
    .findMany({ orderBy: [{ revokedAt: { sort: "asc", nulls: "first" } }, { id: "desc" }], take: MAX_LISTED })
    .catch((error: unknown) => {
      throw databaseProblem(error) ?? error;
    });
  return { now: formatInstant(Date.now()), items: rows.map(tokenOf) };
}

/** Ends a token: it is refused from the next request on. Again, it stays as it was. Throws as `postToken` does, and 404 `unknown_token`. */
export async function revokeToken(context: Context, actor: Actor, id: number): Promise<void> {
  requireStaff(actor, "administrator");
  await change(context, async (tx) => {
    const before = Number.isInteger(id) && id > 0 && id < 2 ** 31 ? await tx.token.findUnique({ where: { id } }) : null;
    if (before === null) throw new Problem(404, "unknown_token", "There is no such token.");
    if (before.revokedAt === null) {
      const row = await tx.token.update({ where: { id }, data: { revokedAt: BigInt(Date.now()) } });
      const states = { before: told(before), after: told(row) };
      await recordAudit(tx, actor, "token.revoke", row.name, null, states);
    }
    return { result: null, changed: false };
  });
}

async function make(context: Context, who: Actor | "command", { name, scopes, networks }: TokenInput) {
  const secret = PREFIX + randomBytes(32).toString("base64url");
  const { result } = await change(context, async (tx) => {
    const row = await tx.token.create({
      data: {
        name,
        hash: hashOf(secret),
        scopesJson: JSON.stringify(scopes),
        networksJson: networks === null ? null : JSON.stringify(networks),
        createdAt: BigInt(Date.now()),
      },
    });
    await recordAudit(tx, who, "token.issue", name, null, { before: null, after: told(row) });
    return { result: row, changed: false };
  });
  return { secret, row: result };
}

/** What the audit log keeps of a token. */
function told(row: Token) {
  const { id, name, scopes, networks, createdAt, revokedAt } = tokenOf(row);
  return { id, name, scopes, networks, createdAt, revokedAt };
}

function tokenOf({ id, name, scopesJson, networksJson, createdAt, lastUsedAt, revokedAt }: Token): TokenAnswer {
  const instant = (at: bigint | null) => (at === null ? null : formatInstant(Number(at)));
  return {
    id,
    name,
    scopes: Scopes.parse(JSON.parse(scopesJson)),
    networks: networksJson === null ? null : Networks.parse(JSON.parse(networksJson)),
    createdAt: formatInstant(Number(createdAt)),
    lastUsedAt: instant(lastUsedAt),
    revokedAt: instant(revokedAt),
  };
}

/**
 * Whose token this is; null, no token, is nobody. Throws 401 `unauthorized` for one that is unknown or revoked. What is looked
 * up is a hash, so how long it takes says nothing about the token.
 */
export async function findActor(context: Context, token: string | null): Promise<Actor> {
  if (token === null) return nobody;
  const row = await context.db.token.findUnique({ where: { hash: hashOf(token) } }).catch((error: unknown) => {
    throw databaseProblem(error) ?? error;
  });
  if (row === null || row.revokedAt !== null) {
    throw new Problem(401, "unauthorized", "This token is not one of this server, or was revoked.", {
      headers: { "WWW-Authenticate": "Bearer" },
    });
  }
  const now = Date.now();
  if (row.lastUsedAt === null || Number(row.lastUsedAt) + MINUTE_MS <= now) void noteUse(context, row.id, now);
  return {
    kind: "token",
    name: row.name,
    scopes: Scopes.parse(JSON.parse(row.scopesJson)),
    networks: row.networksJson === null ? null : Networks.parse(JSON.parse(row.networksJson)),
  };
}

/** Nobody waits for it, and that it cannot be written stops no request. A minute later the next one tries again. */
async function noteUse(context: Context, id: number, now: number): Promise<void> {
  await change(context, async (tx) => {
    await tx.token.update({ where: { id }, data: { lastUsedAt: BigInt(now) } });
    return { result: null, changed: false };
  }).catch((error: unknown) => context.log.warn({ err: error }, "The use of a token could not be noted."));
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
