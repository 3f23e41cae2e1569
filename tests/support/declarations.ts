import type { Role, SourceKind } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";

/** A token for everything, of the name that is told. */
export function tokenOf(name = "probe", networks: readonly string[] | null = null): Actor {
  return { kind: "token", name, scopes: ["admin"], networks };
}

interface NetworkOptions {
  readonly since: Instant;
  readonly role?: Role;
  readonly staleAfterMs?: number | null;
}

export async function declareNetwork(
  context: Context,
  slug: string,
  addresses: readonly string[],
  { since, role = "sending", staleAfterMs = null }: NetworkOptions,
) {
  const network = await context.db.network.create({
    data: {
      slug,
      name: slug,
      createdAt: BigInt(since),
      updatedAt: BigInt(since),
      revision: 1n,
      settings: {
        create: { fromAt: BigInt(since), staleAfterMs: staleAfterMs === null ? null : BigInt(staleAfterMs) },
      },
    },
  });
  for (const ip of addresses) {
    await context.db.address.create({
      data: { ip, memberships: { create: { networkId: network.id, role, fromAt: BigInt(since) } } },
    });
  }
  return network.id;
}

export async function declareSource(
  context: Context,
  slug: string,
  {
    kind = "receiver",
    counts = kind === "receiver" || kind === "filter",
    staleAfterMs = null,
  }: { kind?: SourceKind; counts?: boolean; staleAfterMs?: number | null } = {},
) {
  const source = await context.db.source.create({
    data: {
      slug,
      name: slug,
      kind,
      createdAt: 0n,
      updatedAt: 0n,
      revision: 1n,
      settings: { create: { fromAt: 0n, counts, staleAfterMs: staleAfterMs === null ? null : BigInt(staleAfterMs) } },
    },
  });
  return source.id;
}
