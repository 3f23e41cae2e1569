import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { lookup } from "mrmime";
import { Entry } from "@/front/memory/entry";
import { contentPolicy } from "./policy";

const BUILT = "/_next/static";
const FOR_EVER = "public, max-age=31536000, immutable";
const FOR_AN_HOUR = "public, max-age=3600";

export interface File {
  readonly file: string;
  readonly cacheControl: string;
  /** Whether other bytes would bear another name. */
  readonly isNamedByBytes: boolean;
}

/** Beside a file lies the same compressed, made when the pages were built: the best that there is takes too long for a reader. */
const COMPRESSED = ".br";

/** The files that pages bring along: what the framework has built, named by its bytes, and what lies in `public`. */
export class Files {
  readonly #files: Map<string, File>;
  readonly #entries = new Map<string, Promise<Entry | null>>();

  /** Those of this version, by path. */
  readonly own: ReadonlyMap<string, File>;

  /**
   * `root`: where the application is installed; `pages`: the folder of kept pages, which may be of a version before this one and
   * bring along what that one had built. Lists what is there; a path that is not listed is none.
   */
  constructor(root: string, pages: string) {
    this.own = new Map([
      ...listed(path.join(root, ".next", "static"), BUILT, FOR_EVER),
      ...listed(path.join(root, "public"), "", FOR_AN_HOUR),
    ]);
    this.#files = new Map([...listed(path.join(pages, BUILT), BUILT, FOR_EVER), ...this.own]);
  }

  has(pathname: string): boolean {
    return this.#files.has(pathname);
  }

  /** The file of a path, null where there is none, or none any more. Rejects as reading it does. */
  find(pathname: string): Promise<Entry | null> | null {
    const known = this.#entries.get(pathname);
    if (known !== undefined) return known;
    const found = this.#files.get(pathname);
    if (found === undefined) return null;
    const entry = entryOf(found).catch((error: NodeJS.ErrnoException) => {
      this.#entries.delete(pathname);
      if (error.code !== "ENOENT") throw error;
      // What an earlier version had built is removed once no page needs it.
      this.#files.delete(pathname);
      return null;
    });
    this.#entries.set(pathname, entry);
    return entry;
  }
}

async function entryOf({ file, cacheControl }: File): Promise<Entry> {
  const headers = {
    "cache-control": cacheControl,
    "content-security-policy": contentPolicy(""),
    "content-type": typeOf(file),
  };
  const brotli = await readFile(`${file}${COMPRESSED}`).catch(() => null);
  return new Entry({ status: 200, headers, body: await readFile(file) }, { brotli });
}

function typeOf(file: string): string {
  const type = lookup(file) ?? "application/octet-stream";
  return type.startsWith("text/") ? `${type}; charset=utf-8` : type;
}

function listed(folder: string, prefix: string, cacheControl: string): [string, File][] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(COMPRESSED))
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(folder, file).split(path.sep).join("/");
      return [`${prefix}/${name}`, { file, cacheControl, isNamedByBytes: cacheControl === FOR_EVER }];
    });
}
