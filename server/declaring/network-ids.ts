import type { Context } from "@/server/context";
import { Problem } from "@/server/problem";

/** The id of a declared network. Throws 404 `unknown_network`. */
export async function getNetworkId(context: Context, slug: string): Promise<number> {
  const row = await context.db.network.findUnique({ where: { slug, hiddenAt: null }, select: { id: true } });
  if (row === null) throw new Problem(404, "unknown_network", "There is no network of that name.");
  return row.id;
}
