import { Problem } from "./problem";

export type Scope = "events:write" | "incidents:write" | "read" | "admin";

/** An editor tells readers and gets addresses released; an administrator also declares, and says who may do what. */
export type StaffRole = "administrator" | "editor";

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
    }
  | {
      readonly kind: "staff";
      readonly id: number;
      /** Lower case; what the audit log knows them by. */
      readonly email: string;
      readonly name: string;
      readonly role: StaffRole;
      /** The session that they ask by. */
      readonly session: number;
    };

/** Somebody of whom the server knows who it is. */
export type KnownActor = Exclude<Actor, { kind: "nobody" }>;
export type StaffActor = Extract<Actor, { kind: "staff" }>;

export const nobody: Actor = { kind: "nobody" };

/** What begins the sender of what staff write; no token may be called so. */
export const STAFF_PREFIX = "staff:";

/** Whether the actor holds `scope`. Scope `admin` includes the others; an administrator holds them all, an editor all but `admin`. */
export function holds(actor: Actor, scope: Scope): boolean {
  if (actor.kind === "staff") return actor.role === "administrator" || scope !== "admin";
  return actor.kind === "token" && (actor.scopes.includes(scope) || actor.scopes.includes("admin"));
}

/** Throws 401 `unauthorized` without a token or session, 403 `insufficient_scope` without the scope. */
export function requireScope(actor: Actor, scope: Scope): asserts actor is KnownActor {
  if (actor.kind === "nobody") {
    throw new Problem(401, "unauthorized", "Send a token of this server as 'Authorization: Bearer <token>'.", {
      headers: { "WWW-Authenticate": "Bearer" },
    });
  }
  if (!holds(actor, scope)) {
    throw new Problem(403, "insufficient_scope", `This needs a token with the scope ${scope}.`);
  }
}

/**
 * For what only people may do, signed in at the desk; an administrator is an editor too.
 * Throws 401 `unauthorized` for nobody, 403 `staff_only` for a token, 403 `administrator_only` for an editor.
 */
export function requireStaff(actor: Actor, role: StaffRole): asserts actor is StaffActor {
  if (actor.kind === "nobody") throw new Problem(401, "unauthorized", "Sign in at /desk.");
  if (actor.kind === "token") throw new Problem(403, "staff_only", "Only staff who are signed in may do this.");
  if (role === "administrator" && actor.role !== role) {
    throw new Problem(403, "administrator_only", "Only an administrator may do this.");
  }
}

/** Whether the actor may speak of a network. */
export function mayTouch(actor: Actor, network: string): boolean {
  return actor.kind === "staff" || (actor.kind === "token" && (actor.networks?.includes(network) ?? true));
}

/** Slugs of the networks that the actor is bound to; null: all. */
export function boundNetworks(actor: Actor): readonly string[] | null {
  return actor.kind === "token" ? actor.networks : null;
}

/** To whom event ids and idempotency keys belong: the name of a token, `staff:<e-mail>` of staff. */
export function senderOf(actor: KnownActor): string {
  return actor.kind === "token" ? actor.name : STAFF_PREFIX + actor.email;
}

/** How the audit log names an actor: `token:<name>`, `staff:<e-mail>`, `nobody`. */
export function nameOf(actor: Actor): string {
  if (actor.kind === "nobody") return "nobody";
  return actor.kind === "token" ? `token:${actor.name}` : senderOf(actor);
}
