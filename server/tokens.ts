import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { listUpTo, Slug, text } from "@/domain/contract/text";
import { databaseProblem } from "@/server/database/faults";
import type { Actor } from "./actor";
import { nobody, STAFF_PREFIX } from "./actor";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import { Problem } from "./problem";

const PREFIX = "vigie_";

const Scopes = z.array(z.enum(["events:write", "incidents:write", "read", "admin"]));
const Networks = z.array(Slug);

/** What a token is to be. `networks` may name what is not yet declared; null: all of them. */
export const TokenInput = z.object({
  name: text(128).refine((name) => !name.startsWith(STAFF_PREFIX), {
    error: "Names that begin with staff: are those of people.",
  }),
  scopes: Scopes.min(1, { error: "At least one of events:write, incidents:write, read, admin." }),
  networks: listUpTo(Slug, 1_000).nullable(),
});
export type TokenInput = z.infer<typeof TokenInput>;

/**
 * Makes a token and returns it, for the only time: what is stored is its SHA-256. Several may share a name, which is what event
 * ids and idempotency keys belong to. For whoever has the database at hand (the token command), so without an actor.
 */
export async function issueToken(context: Context, input: TokenInput): Promise<string> {
  const { name, scopes, networks } = input;
  const token = PREFIX + randomBytes(32).toString("base64url");
  await change(context, async (tx) => {
    await tx.token.create({
      data: {
        name,
        hash: hashOf(token),
        scopesJson: JSON.stringify(scopes),
        networksJson: networks === null ? null : JSON.stringify(networks),
        createdAt: BigInt(Date.now()),
      },
    });
    await recordAudit(tx, "command", "token.issue", name, null, { before: null, after: { scopes, networks } });
    return { result: null, changed: false };
  });
  return token;
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
  return {
    kind: "token",
    name: row.name,
    scopes: Scopes.parse(JSON.parse(row.scopesJson)),
    networks: row.networksJson === null ? null : Networks.parse(JSON.parse(row.networksJson)),
  };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
