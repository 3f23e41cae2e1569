import { SourceKind } from "@/domain/contract/source";
import type { SourceId } from "@/domain/facts";
import { DAY_MS } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { Snapshot } from "@/server/database/snapshot";
import { readTuples } from "@/server/database/sql";
import { nameIn } from "@/server/declaring/declared";

/** Who the rounds of people are kept as. */
export const DESK_PROBE = "desk";

/** So long after its last round a probe is thought to look after a source. */
const COVERED_MS = DAY_MS;

/** The sources that are shown, named in `lang`, by name, with what the desk needs of them. */
export async function readSources({ reader }: Snapshot, lang: string | null) {
  const rows = await reader.source.findMany({
    where: { hiddenAt: null },
    orderBy: [{ name: "asc" }, { slug: "asc" }],
    include: { settings: { orderBy: { fromAt: "desc" }, take: 1 } },
  });
  return rows.map((row) => {
    const { id, slug, kind, lookupUrl, removalUrl, removalMethod, removalDays, settings } = row;
    const staleAfterMs = settings[0]?.staleAfterMs ?? null;
    return {
      id,
      slug,
      name: nameIn(row, lang),
      kind: SourceKind.parse(kind),
      lookupUrl,
      removalUrl,
      removalMethod,
      removalDays,
      staleAfterMs: staleAfterMs === null ? null : Number(staleAfterMs),
    };
  });
}

/** The sources that a probe other than people has looked at lately. */
export async function readCovered({ reader, now }: Snapshot): Promise<Set<SourceId>> {
  const rows = await readTuples<[string]>(
    reader,
    Prisma.sql`s."sourcesJson"`,
    Prisma.sql`(SELECT DISTINCT t."sourcesJson" FROM "Scope" AS t JOIN "Probe" AS p ON p."id" = t."probeId"
      WHERE p."name" <> ${DESK_PROBE} AND EXISTS (
        SELECT 1 FROM "Round" AS r WHERE r."scopeId" = t."id" AND r."at" > ${now - COVERED_MS})) AS s`,
  );
  return new Set(rows.flatMap(([sources]): SourceId[] => JSON.parse(sources)));
}
