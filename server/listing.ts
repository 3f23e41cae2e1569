import type { Database } from "./db";

/** What the public can ask for by name, in no order. */
interface Slugs {
  readonly networks: string[];
  readonly sources: string[];
  /** Slugs and ids. */
  readonly incidents: string[];
}

/** The names of all that is published. Throws what the database throws. */
export async function listSlugs(db: Database): Promise<Slugs> {
  const [networks, sources, incidents] = await Promise.all([
    db.network.findMany({ where: { hiddenAt: null }, select: { slug: true } }),
    db.source.findMany({ where: { hiddenAt: null }, select: { slug: true } }),
    db.incident.findMany({ select: { slug: true, id: true } }),
  ]);
  return {
    networks: networks.map(({ slug }) => slug),
    sources: sources.map(({ slug }) => slug),
    incidents: incidents.flatMap(({ slug, id }) => [slug, id]),
  };
}
