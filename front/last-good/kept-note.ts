import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Answer } from "@/front/memory/entry";
import { Listing } from "@/front/word";
import { plainFile } from "./plain-file";

/** Where, in the folder of kept pages, lies what is not for a web server to show. */
export const KEPT = ".kept";
export const NOTES = `${KEPT}/notes`;
export const VOUCHED = `${KEPT}/vouched.json`;

/** What is known of a kept answer beside its body. It is worth something only with the body of this hash. */
export const KeptNote = z.object({
  place: z.object({
    name: z.string().startsWith("/"),
    url: z.string().startsWith("/"),
    lang: z.string().nullable(),
    isUnlisted: z.literal(true).optional(),
  }),
  version: z.int(),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  /** SHA-256 of the body as it was answered, in hexadecimal digits. */
  bodyHash: z.string(),
  /** The mark of the database that it was made of. */
  database: z.string(),
});
export type KeptNote = z.infer<typeof KeptNote>;

/** What the application last vouched for. */
export const Vouched = z.object({
  /** The mark of its database. */
  database: z.string(),
  version: z.int(),
  /** What was made of an earlier version may not be shown any more. */
  shownFrom: z.int().default(0),
  listing: Listing,
  /** On the wall clock, so that it means something to the next process. */
  vouchedAt: z.number(),
});
export type Vouched = z.infer<typeof Vouched>;

/** What tells one database from another. The folder may be served to anybody, so that it does not tell where they lie. */
export function markOf(database: string): string {
  return hashOf(database).slice(0, 32);
}

/** Where the note of the answer at a place lies. */
export function noteOf(name: string): string {
  return `${NOTES}/${hashOf(name)}.json`;
}

/** Where its body lies. */
export function fileOf(name: string, answer: Answer): string {
  return plainFile(name, answer) ?? `${KEPT}/bodies/${hashOf(name)}`;
}

/** SHA-256, in hexadecimal digits. */
export function hashOf(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The folder of the kept pages. */
export function pagesFolder(dataDir: string): string {
  return path.resolve(dataDir, "pages");
}

/** What the application last vouched for, as it lies in the folder of kept pages. null: nothing that can be read. */
export function findVouched(folder: string): Vouched | null {
  try {
    return Vouched.parse(JSON.parse(readFileSync(path.join(folder, VOUCHED), "utf8")));
  } catch {
    return null;
  }
}
