import { isDeepStrictEqual } from "node:util";
import { Slug } from "@/domain/contract/text";
import { MINUTE_MS } from "@/domain/instant";
import { readVersion } from "@/server/change";
import type { Transaction } from "@/server/db";
import type { Fault } from "@/server/problem";
import { Problem } from "@/server/problem";

/** A declared thing as its GET gives it, with the ETag of that answer. */
export interface Declared<T> {
  readonly answer: T;
  readonly etag: string;
}

/** What a PUT did. */
export interface Put<T> extends Declared<T> {
  /** It is new, or back after a deletion. */
  readonly created: boolean;
}

/** What a write wishes for beyond its body. */
export interface Wish {
  /** The header If-Match as it came; null: none. */
  readonly ifMatch?: string | null;
  /** The header If-None-Match: `*` makes a new one or nothing. */
  readonly ifNoneMatch?: string | null;
}

const MAX_FAULTS = 100;

/** Throws 422 `invalid` for a name that cannot stand in an address. */
export function requireSlug(slug: string): void {
  if (Slug.safeParse(slug).success) return;
  throw new Problem(422, "invalid", `${slug} is no slug: at most 64 of a-z and 0-9, with single hyphens between them.`);
}

/** The ETag of one view (who looks, in which language) of a declaration. It moves with the declaration alone. */
export function etagOf(revision: bigint, view: string): string {
  return `"${revision}-${view}"`;
}

/**
 * Honours If-Match (RFC 9110, 13.1.1): `*`, or a list of ETags of any view, or of bare revisions. `revision` null: there is no such thing now.
 * Throws 412 `precondition_failed`.
 */
export function requireMatch(ifMatch: string | null, revision: bigint | null): void {
  if (ifMatch === null) return;
  const tags = ifMatch.split(",").map((tag) => /^"(\d+)(?:-[^"]*)?"$/.exec(tag.trim())?.[1]);
  if (revision !== null && (ifMatch.trim() === "*" || tags.includes(String(revision)))) return;
  const detail = revision === null ? "There is none to change." : "Somebody else has changed it: read it again.";
  throw new Problem(412, "precondition_failed", detail);
}

/** The revision of a declaration that changes in this transaction: the version that the change will get, so no two are alike. */
export async function nextRevision(tx: Transaction): Promise<bigint> {
  return BigInt((await readVersion(tx)) + 1);
}

/** Faults of a body as 422; the code is theirs where they share one. At most 100 are told. */
export function invalidBody(faults: readonly Fault[]): Problem {
  const [first] = faults;
  const code = first !== undefined && faults.every((fault) => fault.code === first.code) ? first.code : "invalid";
  const detail = first === undefined ? "The body cannot be taken." : `${first.path}: ${first.detail}`;
  return new Problem(422, code, detail, { errors: faults.slice(0, MAX_FAULTS) });
}

/** Whether stored JSON says what `value` says, whatever the order of keys. */
export function saysTheSame(json: string | null, value: unknown): boolean {
  return isDeepStrictEqual(json === null ? null : JSON.parse(json), value);
}

/** Minutes of a body as they are stored. */
export function msOf(minutes: number | null): bigint | null {
  return minutes === null ? null : BigInt(Math.round(minutes * MINUTE_MS));
}

/** Stored milliseconds as an answer gives them. */
export function minutesOf(ms: bigint | null): number | null {
  return ms === null ? null : Number(ms) / MINUTE_MS;
}

export function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
