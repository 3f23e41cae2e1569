import { keptText } from "@/server/kept-text";
import { forAnybody } from "./answer";
import type { Call } from "./endpoint";

/** A call of a public read, whatever its path. */
export type Read = Omit<Call, "params"> & { readonly params: unknown };

interface Named {
  readonly operation: { readonly id: string };
}

/**
 * Answers a public read with JSON that is made once per version, language and known parameters; what else stands in the
 * query is no part of the key.
 */
export function kept(call: Read, make: () => Promise<unknown>): Promise<Response> {
  return keptAs(call, "application/json", async () => JSON.stringify(await make()));
}

/** The same for a text of another media type. */
export async function keptAs(call: Read, mediaType: string, make: () => Promise<string>): Promise<Response> {
  return forAnybody(await keptText(call.context, keyOf({ ...call, ...call.context.settings }), make), mediaType);
}

interface Asked extends Pick<Read, "params" | "query" | "lang">, Named {
  /** That of the settings which the asker speaks by. */
  readonly pageRevision: number;
}

/**
 * Under what name the body of a read is kept. Other settings, another name: a page that began before they were saved makes
 * nothing that a later one takes for its own.
 */
export function keyOf({ operation, params, query, lang, pageRevision }: Asked): string {
  return JSON.stringify([operation.id, params, query, lang, pageRevision]);
}

/** Answers a public read with JSON that is not kept: a look-up, a range of history. */
export function passing(value: unknown): Response {
  return forAnybody(JSON.stringify(value), "application/json");
}
