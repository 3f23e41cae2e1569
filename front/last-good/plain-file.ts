import type { Answer } from "@/front/memory/entry";

/** What may be the name of a folder or file everywhere: no dot in front or at its end, nothing that a path is made of. */
const plainSegment = /^[a-z0-9-](?:[a-z0-9._-]{0,120}[a-z0-9_-])?$/i;
const plainQuery = /^[a-z0-9=&_-]{1,120}$/i;

/**
 * Where an answer lies so that any web server finds it by its address, relative to the folder it serves, with slashes:
 * `/networks/main` is `networks/main/index.html`, `/api/v1/networks` is `api/v1/networks/index.json`, `/feed.xml` is `feed.xml`;
 * with a query, which no file can answer to by itself, `networks/main/index.window=7d.html`.
 * null: a web server would say 200 of what is no such answer, or the name is none for a file.
 */
export function plainFile(name: string, { status, headers }: Answer): string | null {
  if (status !== 200 || !name.startsWith("/")) return null;
  const [pathname = "", query] = name.slice(1).split("?", 2);
  const segments = pathname.split("/");
  if (segments.at(-1) === "") segments.pop();
  if (!segments.every((segment) => plainSegment.test(segment))) return null;
  if (query !== undefined && !plainQuery.test(query)) return null;
  const last = segments.at(-1) ?? "";
  const dot = last.lastIndexOf(".");
  const file = dot === -1 ? indexOf(headers["content-type"] ?? "") : last;
  if (file === null) return null;
  const folder = dot === -1 ? segments : segments.slice(0, -1);
  return [...folder, query === undefined ? file : withQuery(file, query)].join("/");
}

function indexOf(type: string): string | null {
  if (type.startsWith("text/html")) return "index.html";
  return type.startsWith("application/json") ? "index.json" : null;
}

function withQuery(file: string, query: string): string {
  const dot = file.lastIndexOf(".");
  return `${file.slice(0, dot)}.${query}${file.slice(dot)}`;
}
