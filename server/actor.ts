import { Problem } from "./problem";

export type Scope = "events:write" | "incidents:write" | "read" | "admin";

/** Who asks. Every write in `server/` takes one and checks its right; `app/` only turns a request into one. */
export type Actor =
  | { readonly kind: "nobody" }
  | {
      readonly kind: "token";
      /** Event ids and idempotency keys are unique per name; several tokens may share one. */
      readonly name: string;
      readonly scopes: readonly Scope[];
      /** Slugs of the networks that the token is bound to; null: all. */
      readonly networks: readonly string[] | null;
    };

export const nobody: Actor = { kind: "nobody" };

/** Whether the actor holds `scope`; `admin` includes the others. */
export function holds(actor: Actor, scope: Scope): boolean {
  return actor.kind === "token" && (actor.scopes.includes(scope) || actor.scopes.includes("admin"));
}

/** Throws 401 `unauthorized` without a token, 403 `insufficient_scope` without the scope. */
export function requireScope(actor: Actor, scope: Scope): asserts actor is Extract<Actor, { kind: "token" }> {
  if (actor.kind === "nobody") {
    throw new Problem(401, "unauthorized", "Send a token of this server as 'Authorization: Bearer <token>'.", {
      headers: { "WWW-Authenticate": "Bearer" },
    });
  }
  if (!holds(actor, scope)) {
    throw new Problem(403, "insufficient_scope", `This needs a token with the scope ${scope}.`);
  }
}

/** Whether the actor may speak of a network. */
export function mayTouch(actor: Actor, network: string): boolean {
  return actor.kind === "token" && (actor.networks === null || actor.networks.includes(network));
}
