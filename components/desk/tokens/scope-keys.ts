import type { TokenInput } from "@/domain/contract/desk/tokens";

type Scope = TokenInput["scopes"][number];

/** Under what keys the words of a scope stand. */
export const scopeKeys = {
  "events:write": "events-write",
  "incidents:write": "incidents-write",
  read: "read",
  admin: "admin",
} as const satisfies Record<Scope, string>;

/** From the least to all. */
export const scopes: readonly Scope[] = ["events:write", "incidents:write", "read", "admin"];
