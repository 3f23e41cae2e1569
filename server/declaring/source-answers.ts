import type { SourceAnswer, SourceBody } from "@/domain/contract/source";
import { formatInstant } from "@/domain/instant";
import { reader } from "@/domain/translation";
import type { Prisma } from "@/prisma/generated/client/client";
import { minutesOf } from "./declarations";

/** What a source's answer is made of, with the settings that hold now. */
export const sourceInclude = { settings: { orderBy: { fromAt: "desc" }, take: 1 } } satisfies Prisma.SourceInclude;
export type SourceRow = Prisma.SourceGetPayload<{ include: typeof sourceInclude }>;

/** What DNS blocklists alone have, and may be read. */
type Zone = Pick<
  Extract<SourceBody, { kind: "dnsbl" }>,
  "zone" | "codes" | "errorCodes" | "testPoints" | "granularity"
>;

/** The part of a body that `dnsblJson` keeps; null for other kinds. */
export function zoneOf(body: SourceBody): Zone | null {
  if (body.kind !== "dnsbl") return null;
  const { zone, codes, errorCodes, testPoints, granularity } = body;
  return { zone, codes, errorCodes, testPoints, granularity };
}

/** A source as anybody may read it, never with its key; `lang` picks translations, null the originals. */
export function answerSource(row: SourceRow, lang: string | null): SourceAnswer {
  const translations: SourceAnswer["translations"] =
    row.translationsJson === null ? null : JSON.parse(row.translationsJson);
  const zone: Zone | null = row.dnsblJson === null ? null : JSON.parse(row.dnsblJson);
  const name = reader(row.lang ?? "", translations ?? {}, lang)("name", row.name);
  const [setting] = row.settings;
  return {
    slug: row.slug,
    name: name.text,
    lang: name.lang === "" ? null : name.lang,
    translations,
    kind: row.kind as SourceAnswer["kind"],
    counts: setting?.counts ?? false,
    staleAfterMinutes: minutesOf(setting?.staleAfterMs ?? null),
    affects: JSON.parse(row.affectsJson),
    lookupUrl: row.lookupUrl,
    removalUrl: row.removalUrl,
    removalMethod: row.removalMethod,
    removalDays: row.removalDays,
    ...(zone ?? {}),
    createdAt: formatInstant(Number(row.createdAt)),
    updatedAt: formatInstant(Number(row.updatedAt)),
  };
}
