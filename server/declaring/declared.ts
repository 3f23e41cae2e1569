import { SourceKind } from "@/domain/contract/source";
import type { SourceKind as Kind, SourceId } from "@/domain/facts";
import type { Instant, Setting, Window } from "@/domain/instant";
import { settingAt } from "@/domain/instant";
import { reader as readerOf } from "@/domain/translation";
import type { Context } from "@/server/context";
import type { Database, Transaction } from "@/server/db";
import { countsOf } from "@/server/figures/facts";
import { keptWhileSaid } from "@/server/said";

/** Texts in the language that they were written in, with translations. */
interface Texts {
  readonly lang: string | null;
  readonly translationsJson: string | null;
}

export interface NetworkRow extends Texts {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  /** Of the customers, 0 to 1. */
  readonly customerShare: number | null;
}

/** A declared source. */
export interface SourceNow extends Texts {
  readonly slug: string;
  readonly name: string;
  readonly kind: Kind;
  readonly counts: boolean;
  /** Those that are declared of the receivers that use its data. */
  readonly affects: readonly SourceId[];
  /** Where one asks for removal; `{ip}` stands for the address. */
  readonly removalUrl: string | null;
}

/** What is declared at an instant. */
interface DeclaredNow {
  /** By position, then slug. */
  readonly networks: readonly NetworkRow[];
  readonly sources: ReadonlyMap<SourceId, SourceNow>;
}

/** What is declared, at whatever time. */
interface Declared {
  readonly networks: DeclaredNow["networks"];
  readonly sources: readonly (Omit<SourceNow, "counts"> & {
    readonly id: SourceId;
    readonly counts: readonly Setting<boolean>[];
  })[];
  /** As it was told last, which holds in this window. */
  told: (Window & { readonly now: DeclaredNow }) | null;
}

const keptDeclared = keptWhileSaid<Declared>("declared");

/** What is declared at `now`. While nothing of it is another it is the same object, so that what was said of it can be kept by it. */
export async function listDeclared(
  context: Context,
  reader: Database | Transaction,
  now: Instant,
): Promise<DeclaredNow> {
  const declared = await keptDeclared(context, reader, "", () => readDeclared(reader));
  const { networks, sources, told } = declared;
  if (told !== null && told.from <= now && now < told.to) return told.now;
  const turns = sources.flatMap(({ counts }) => counts.map(({ from }) => from));
  const sourcesNow = sources.map(({ id, counts, ...source }): [SourceId, SourceNow] => [
    id,
    { ...source, counts: settingAt(counts, now) },
  ]);
  declared.told = {
    from: turns.reduce((latest, at) => (at <= now ? Math.max(latest, at) : latest), Number.NEGATIVE_INFINITY),
    to: turns.reduce((next, at) => (at > now ? Math.min(next, at) : next), Number.POSITIVE_INFINITY),
    now: { networks, sources: new Map(sourcesNow) },
  };
  return declared.told.now;
}

async function readDeclared(reader: Database | Transaction): Promise<Declared> {
  const texts = { slug: true, name: true, lang: true, translationsJson: true, id: true };
  const networks = await reader.network.findMany({
    where: { hiddenAt: null },
    orderBy: [{ position: "asc" }, { slug: "asc" }],
    select: { ...texts, description: true, customerShare: true },
  });
  const rows = await reader.source.findMany({
    where: { hiddenAt: null },
    select: { ...texts, kind: true, affectsJson: true, removalUrl: true, settings: { orderBy: { fromAt: "asc" } } },
  });
  const ids = new Map(rows.map(({ slug, id }) => [slug, id]));
  const sources = rows.map(({ kind, affectsJson, settings, ...source }) => {
    const affects: string[] = JSON.parse(affectsJson);
    return {
      ...source,
      kind: SourceKind.parse(kind),
      counts: countsOf(settings),
      affects: affects.flatMap((slug) => ids.get(slug) ?? []),
    };
  });
  return { networks, sources, told: null };
}

/** The name of what is declared in the language `wanted`, else as it was written. */
export function nameIn(declared: Texts & { readonly name: string }, wanted: string | null): string {
  return translated(declared, wanted)("name", declared.name).text;
}

/** Like `nameIn`; null: there is none. */
export function descriptionIn(network: NetworkRow, wanted: string | null): string | null {
  return translated(network, wanted)("description", network.description).text;
}

function translated({ lang, translationsJson }: Texts, wanted: string | null) {
  return readerOf<"name" | "description">(
    lang ?? "",
    translationsJson === null ? {} : JSON.parse(translationsJson),
    wanted,
  );
}
