import { Prisma } from "@/prisma/generated/client/client";
import { readTuples } from "./database/sql";
import type { Database } from "./db";

/** What the public can ask for by name, in no order. */
interface Slugs {
  readonly networks: string[];
  readonly sources: string[];
  /** Slugs and ids. */
  readonly incidents: string[];
}

/** The names of all that is published, asked for at each version. Throws what the database throws. */
export async function listSlugs(db: Database): Promise<Slugs> {
  const [networks, sources, incidents] = await Promise.all([
    readTuples<[string]>(db, Prisma.sql`"slug"`, Prisma.sql`"Network" WHERE "hiddenAt" IS NULL`),
    readTuples<[string]>(db, Prisma.sql`"slug"`, Prisma.sql`"Source" WHERE "hiddenAt" IS NULL`),
    readTuples<[string, string]>(db, Prisma.sql`"slug", "id"`, Prisma.sql`"Incident"`),
  ]);
  return { networks: networks.flat(), sources: sources.flat(), incidents: incidents.flat() };
}
