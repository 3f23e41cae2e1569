import type { SourceAnswer } from "@/domain/contract/source";
import { listSources } from "@/server/sources";
import { getStatus } from "@/server/status";
import type { Viewer } from "./viewer";

const ALL = { limit: 1_000, cursor: null };

/** Names of the declared networks by slug, in the reader's language. */
export async function networkNames({ context, lang }: Viewer): Promise<ReadonlyMap<string, string>> {
  const { networks } = await getStatus(context, lang);
  return new Map(networks.map(({ slug, name }) => [slug, name]));
}

/** The declared sources by slug, with their names in the reader's language. */
export async function sourcesBySlug({ context, lang }: Viewer): Promise<ReadonlyMap<string, SourceAnswer>> {
  const { items } = await listSources(context, ALL, lang);
  return new Map(items.map((source) => [source.slug, source]));
}
