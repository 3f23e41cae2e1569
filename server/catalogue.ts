import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { SourceBody } from "@/domain/contract/source";
import { Slug } from "@/domain/contract/text";
import type { Actor } from "./actor";
import { requireScope } from "./actor";

const Said = z.object({ en: z.string(), fr: z.string() });

const Item = z.object({
  slug: Slug,
  /** What it is, in a line. */
  says: Said,
  /** Why it counts, or does not. */
  why: Said,
  /** How to get an address off it; null: nothing is known. */
  removal: Said.nullable(),
  /** Its zone is asked with a key, which is set once it is declared. */
  needsKey: z.boolean(),
  evidence: z.array(z.url()),
  body: SourceBody,
});
export const Catalogue = z.array(Item);

/** A source to choose, in one language; `body` as a PUT takes it. */
export interface CatalogueItem {
  readonly slug: string;
  readonly says: string;
  readonly why: string;
  readonly needsKey: boolean;
  readonly evidence: readonly string[];
  readonly body: SourceBody;
}

let known: z.infer<typeof Catalogue> | undefined;

/** Sources that are known to matter, to choose from, in the catalogue's order. Throws 401, 403 `insufficient_scope` (read). */
export function listCatalogue(actor: Actor, lang: string): CatalogueItem[] {
  requireScope(actor, "read");
  const file = path.join(process.cwd(), "content", "catalogue", "sources.json");
  known ??= Catalogue.parse(JSON.parse(readFileSync(file, "utf8")));
  const tag = lang === "fr" ? "fr" : "en";
  return known.map(({ says, why, removal, body, ...item }) => ({
    ...item,
    says: says[tag],
    why: why[tag],
    body: { ...body, lang: null, removalMethod: removal?.[tag] ?? null },
  }));
}
