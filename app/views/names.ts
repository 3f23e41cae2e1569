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

/** Names of the declared sources by slug, in the reader's language. */
export async function sourceNames({ context, lang }: Viewer): Promise<ReadonlyMap<string, string>> {
  const { items } = await listSources(context, ALL, lang);
  return new Map(items.map(({ slug, name }) => [slug, name]));
}
