import type { Context } from "@/server/context";
import { Problem } from "@/server/problem";
import { listDeclared } from "./declared";

/** The id of a declared network. Throws 404 `unknown_network`. */
export async function getNetworkId(context: Context, slug: string): Promise<number> {
  const { networks } = await listDeclared(context, context.db, context.clock.now());
  const network = networks.find((declared) => declared.slug === slug);
  if (network === undefined) throw new Problem(404, "unknown_network", "There is no network of that name.");
  return network.id;
}
