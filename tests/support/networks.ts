import { NetworkBody } from "@/domain/contract/network";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { putNetwork } from "@/server/networks";

export const staff: Actor = { kind: "token", name: "staff", scopes: ["admin"], networks: null };

/** A body as the door reads it. */
export function networkBody(addresses: readonly unknown[], rest: object = {}): NetworkBody {
  return NetworkBody.parse({ name: "Main", addresses, ...rest });
}

/** Declares a network as staff do. */
export function put(context: Context, slug: string, addresses: readonly unknown[], rest: object = {}) {
  return putNetwork(context, staff, slug, networkBody(addresses, rest));
}
