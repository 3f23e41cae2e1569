import { NetworkBody } from "@/domain/contract/network";
import { SourceBody } from "@/domain/contract/source";
import type { Role, SourceKind } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { putNetwork } from "@/server/networks";
import { putSource } from "@/server/sources";

/** A token for everything, of the name that is told. */
export function tokenOf(name = "probe", networks: readonly string[] | null = null): Actor {
  return { kind: "token", name, scopes: ["admin"], networks };
}

/** Somebody who is signed in and may do everything. */
export const administrator: Extract<Actor, { kind: "staff" }> = {
  kind: "staff",
  id: 1,
  email: "administrator@example.org",
  name: "Ada",
  role: "administrator",
  session: 1,
};

interface NetworkOptions {
  readonly since?: Instant;
  readonly idle?: readonly string[];
  readonly staleAfterMinutes?: number | null;
}

/** Declares a network of these sending addresses, all since one instant, and some idle ones. */
export async function declareNetwork(
  context: Context,
  slug: string,
  sending: readonly string[],
  { since, idle = [], staleAfterMinutes = null }: NetworkOptions = {},
): Promise<void> {
  const member = (role: Role) => (address: string) => ({
    address,
    role,
    ...(since === undefined ? {} : { since: formatInstant(since) }),
  });
  const addresses = [...sending.map(member("sending")), ...idle.map(member("idle"))];
  const body = NetworkBody.parse({ name: slug, staleAfterMinutes, addresses });
  await putNetwork(context, tokenOf(), slug, body);
}

interface SourceOptions {
  readonly kind?: Exclude<SourceKind, "dnsbl">;
  readonly counts?: boolean;
  readonly staleAfterMinutes?: number | null;
}

export async function declareSource(
  context: Context,
  slug: string,
  { kind = "receiver", ...options }: SourceOptions = {},
): Promise<void> {
  await putSource(context, tokenOf(), slug, SourceBody.parse({ name: slug, kind, ...options }));
}
