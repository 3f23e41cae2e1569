import type { Dirent } from "node:fs";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The files of a folder of kept pages in which bytes stand, whoever changes it meanwhile. */
export function filesHolding(folder: string, bytes: string | Buffer): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "_next" ? [] : filesHolding(full, bytes);
    return unlessGone(() => readFileSync(full))?.includes(bytes) ? [full] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  return unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
}

function unlessGone<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
