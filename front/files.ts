import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { lookup } from "mrmime";
import { Entry } from "./entry";
import { contentPolicy } from "./policy";

const FOR_EVER = "public, max-age=31536000, immutable";
const FOR_AN_HOUR = "public, max-age=3600";

interface File {
  readonly file: string;
  readonly cacheControl: string;
}

/** The files that pages bring along: what the framework has built, named by its bytes, and what lies in `public`. */
export class Files {
  readonly #files: ReadonlyMap<string, File>;
  readonly #entries = new Map<string, Promise<Entry>>();

  /** `root`: where the application is installed. Lists what is there; a path that is not listed is none. */
  constructor(root: string) {
    this.#files = new Map([
      ...listed(path.join(root, ".next", "static"), "/_next/static", FOR_EVER),
      ...listed(path.join(root, "public"), "", FOR_AN_HOUR),
    ]);
  }

  /** The file of a path, null where there is none. Rejects as reading it does. */
  find(pathname: string): Promise<Entry> | null {
    const known = this.#entries.get(pathname);
    if (known !== undefined) return known;
    const found = this.#files.get(pathname);
    if (found === undefined) return null;
    const entry = entryOf(found);
    this.#entries.set(pathname, entry);
    entry.catch(() => this.#entries.delete(pathname));
    return entry;
  }
}

async function entryOf({ file, cacheControl }: File): Promise<Entry> {
  const headers = {
    "cache-control": cacheControl,
    "content-security-policy": contentPolicy(""),
    "content-type": typeOf(file),
  };
  return new Entry({ status: 200, headers, body: await readFile(file) });
}

function typeOf(file: string): string {
  const type = lookup(file) ?? "application/octet-stream";
  return type.startsWith("text/") ? `${type}; charset=utf-8` : type;
}

function listed(folder: string, prefix: string, cacheControl: string): [string, File][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(folder, file).split(path.sep).join("/");
      return [`${prefix}/${name}`, { file, cacheControl }];
    });
}
