import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { Problem } from "@/server/problem";
import { requireTies } from "./checks";

/**
 * What a door tells before it reads a body about an incident, named by its id or slug. Throws 404 `unknown_incident`, and
 * 403 `not_allowed` for a token that is bound to other networks than those of the incident.
 */
export async function requireIncident({ db }: Context, actor: Actor, idOrSlug: string): Promise<void> {
  const incident = await db.incident.findFirst({
    where: { OR: [{ id: idOrSlug }, { slug: idOrSlug }] },
    select: { networks: { select: { slug: true } } },
  });
  if (incident === null) throw new Problem(404, "unknown_incident", `There is no incident ${idOrSlug}.`);
  requireTies(actor, incident);
}

/** The same about an update. Throws also 404 `unknown_update` where the incident has none of that id. */
export async function requireUpdate(context: Context, actor: Actor, idOrSlug: string, updateId: string): Promise<void> {
  await requireIncident(context, actor, idOrSlug);
  const incident = { OR: [{ id: idOrSlug }, { slug: idOrSlug }] };
  if ((await context.db.update.count({ where: { id: updateId, incident } })) === 0) {
    throw new Problem(404, "unknown_update", `This incident has no update ${updateId}.`);
  }
}
