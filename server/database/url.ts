import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The absolute path of the file that `url` names: `file:./data/vigie.db`, relative to the working directory, or
 * `file:///var/lib/vigie/vigie.db`. Null: it names no file.
 */
export function databaseFile(url: string): string | null {
  if (!/^file:./.test(url)) return null;
  return url.startsWith("file://") ? fileURLToPath(url) : path.resolve(decodeURIComponent(url.slice("file:".length)));
}
