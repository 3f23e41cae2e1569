import { z } from "zod";
import type { Operation } from "@/domain/contract/operation";
import { json, NoQuery } from "@/domain/contract/operation";
import { listUpTo, Slug, text } from "@/domain/contract/text";
import { InstantText } from "@/domain/contract/time";
import { deskRead, deskWrite } from "./operation";

export const Scope = z.enum(["events:write", "incidents:write", "read", "admin"]);

/** What a token is to be. `networks` may name what is not yet declared; null: all of them. */
export const TokenInput = z.object({
  // So begin the senders of what people write.
  name: text(128).refine((name) => !name.startsWith("staff:"), {
    error: "Names that begin with staff: are those of people.",
  }),
  scopes: z.array(Scope).min(1, { error: "At least one of events:write, incidents:write, read, admin." }),
  networks: listUpTo(Slug, 1_000)
    .nullable()
    .refine((slugs) => slugs?.length !== 0, { error: "At least one network, or null for all." }),
});
export type TokenInput = z.infer<typeof TokenInput>;

export const TokenAnswer = z.object({
  id: z.int(),
  name: z.string(),
  scopes: z.array(Scope),
  networks: z.array(z.string()).nullable(),
  createdAt: InstantText,
  /** To the minute; null: never. */
  lastUsedAt: InstantText.nullable(),
  revokedAt: InstantText.nullable(),
});
export type TokenAnswer = z.infer<typeof TokenAnswer>;

/** With the token itself, for the only time. */
export const IssuedToken = TokenAnswer.extend({ secret: z.string() });
export type IssuedToken = z.infer<typeof IssuedToken>;

export const TokenList = z.object({ now: InstantText, items: z.array(TokenAnswer) });
export type TokenList = z.infer<typeof TokenList>;

export const listTokensOperation = deskRead({
  id: "deskListTokens",
  path: "/api/desk/tokens",
  summary: "The tokens of the API",
  role: "administrator",
  query: NoQuery,
  answer: TokenList,
});

export const postTokenOperation = deskWrite({
  id: "deskPostToken",
  method: "POST",
  path: "/api/desk/tokens",
  summary: "Make a token, which is shown this once",
  role: "administrator",
  body: json(TokenInput, { name: "probe-7", scopes: ["events:write"], networks: null }),
  answers: { 201: { description: "Made.", body: IssuedToken } },
});

export const revokeTokenOperation = deskWrite({
  id: "deskRevokeToken",
  method: "DELETE",
  path: "/api/desk/tokens/{id}",
  summary: "End a token for good",
  role: "administrator",
  body: null,
  answers: { 204: { description: "Ended.", body: null } },
  problems: { 404: ["unknown_token"] },
});

export const tokensOperations: readonly Operation[] = [listTokensOperation, postTokenOperation, revokeTokenOperation];
