import type { SourceAnswer } from "@/domain/contract/source";
import { nobody } from "@/server/actor";
import { listNetworks } from "@/server/networks";
import { listSources } from "@/server/sources";
import type { Viewer } from "./viewer";

const ALL = { limit: 1_000, cursor: null };

/** Names of the declared networks by slug, in the reader's language. */
export async function networkNames({ context, lang }: Viewer): Promise<ReadonlyMap<string, string>> {
  const { items } = await listNetworks(context, nobody, ALL, lang);
  return new Map(items.map(({ slug, name }) => [slug, name]));
}

/** The declared sources by slug, with their names in the reader's language. */
export async function sourcesBySlug({ context, lang }: Viewer): Promise<ReadonlyMap<string, SourceAnswer>> {
  const { items } = await listSources(context, ALL, lang);
  return new Map(items.map((source) => [source.slug, source]));
}
