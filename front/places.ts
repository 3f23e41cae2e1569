import { operations } from "@/domain/contract/operations/all";
import type { Listing } from "./child";

/** Where a kept answer stands. */
export interface Place {
  /** Its address on this site: the path with its language and the parameters that count, no others. */
  readonly name: string;
  /** What the application is asked: the same without the language. */
  readonly url: string;
  /** That of the path's prefix; null: the site's own. */
  readonly lang: string | null;
  /** Only what is there is kept: there is no list of what could be asked for. */
  readonly isUnlisted?: true;
}

/** What becomes of a public read. */
export type Way =
  | { readonly kind: "kept"; readonly place: Place }
  /** Asked of the application each time, a few at once. */
  | { readonly kind: "looked-up" }
  /** Handed on: nothing that the public reads. */
  | { readonly kind: "passed" };

interface Known {
  readonly pattern: RegExp;
  /** Parameters that make another answer, each with the values for which one is kept. */
  readonly values: Readonly<Record<string, (value: string, listing: Listing) => boolean>>;
  /** Parameters with too many values to keep an answer for each. */
  readonly open: readonly string[];
  readonly isUnlisted?: true;
}

const windows = ["24h", "7d", "30d", "90d"];
const isWindow = (value: string, { incidents }: Listing) => windows.includes(value) || incidents.includes(value);
const isLang = (value: string, { languages }: Listing) => languages.offered.includes(value);
const isNetwork = (value: string, { networks }: Listing) => networks.includes(value);

const pages: readonly Known[] = [
  { pattern: /^\/$/, values: {}, open: [] },
  { pattern: /^\/networks\/(?<network>[^/]+)$/, values: { window: isWindow }, open: [] },
  { pattern: /^\/incidents$/, values: {}, open: ["cursor"] },
  { pattern: /^\/incidents\/(?<incident>[^/]+)$/, values: {}, open: [] },
  { pattern: /^\/address$/, values: {}, open: ["ip"] },
  { pattern: /^\/docs\/api$/, values: {}, open: [] },
  { pattern: /^\/api\/views\/(bars|log)$/, values: { lang: isLang, network: isNetwork }, open: [] },
  { pattern: /^\/api\/views\/curve\/(?<network>[^/]+)$/, values: { lang: isLang, window: isWindow }, open: [] },
  { pattern: /^\/api\/views\/incident\/(?<incident>[^/]+)$/, values: { lang: isLang }, open: [] },
  { pattern: /^\/images\/[^/]+$/, values: {}, open: [], isUnlisted: true },
];

/** Public reads of the API and the feeds, but for look-ups and ranges of history. */
const reads: readonly Known[] = operations
  .filter(({ isPublic, path }) => isPublic && !/\/addresses\/|\/health$|\/stream$/.test(path))
  .map(({ path, query }) => ({
    pattern: new RegExp(
      `^${path
        .replaceAll(".", "\\.")
        .replace("networks/{slug}", "networks/(?<network>[^/]+)")
        .replace("sources/{slug}", "sources/(?<source>[^/]+)")
        .replace(/incidents\/\{\w+\}/, "incidents/(?<incident>[^/]+)")}$`,
    ),
    values: { lang: isLang },
    open: Object.keys(query.shape),
  }));

const known = [...pages, ...reads];
/** What no network and no incident is called: there stands the answer that all unknown ones share. */
const NOBODY = "-";
/** Public reads with too many answers to keep. */
const lookedUp = /^\/api\/v1\/(addresses\/[^/]+|networks\/[^/]+\/health)$/;
/** What is not for the public to read, or no page. */
const handedOn = /^\/(_next|desk|api|readyz|metrics|replay)(?=\/|$)/;

/** Where a read of `url` leads, which bore the prefix `lang` or none. */
export function wayOf(url: string, lang: string | null, listing: Listing): Way {
  const [path = "", search = ""] = url.split("?", 2);
  const query = new URLSearchParams(search);
  for (const { pattern, values, open, ...rest } of known) {
    const match = pattern.exec(path);
    if (match === null) continue;
    if (open.some((name) => query.has(name))) return { kind: "looked-up" };
    const kept = nameOf(path, match.groups ?? {}, listing) + parametersOf(query, values, listing);
    return { kind: "kept", place: { name: lang === null ? kept : `/${lang}${kept}`, url: kept, lang, ...rest } };
  }
  return { kind: handedOn.test(path) && !lookedUp.test(path) ? "passed" : "looked-up" };
}

/** What is kept though nobody has asked for it yet, in the order of its worth: what a reader needs while all behind is down. */
export function essentialPlaces(listing: Listing): Place[] {
  const { offered, own } = listing.languages;
  const others = offered.filter((lang) => lang !== own);
  const pages = ["/", ...listing.networks.map((slug) => `/networks/${slug}`), "/incidents"];
  const feeds = ["/feed.xml", "/atom.xml", "/feed.json"];
  const status = "/api/v1/status";
  const all: [url: string, lang: string | null][] = [
    ["/", null],
    [status, null],
    ...offered.map((lang): [string, null] => [`${status}?lang=${lang}`, null]),
    ...[null, ...others].flatMap((lang) => [...pages, ...feeds].map((url): [string, string | null] => [url, lang])),
  ];
  const places = new Map<string, Place>();
  for (const [url, lang] of all) {
    const way = wayOf(url, lang, listing);
    if (way.kind === "kept") places.set(way.place.name, way.place);
  }
  return [...places.values()];
}

/** Whether a read can still lead to a place that was kept. */
export function isListed({ name, url, lang }: Place, listing: Listing): boolean {
  const { offered, own } = listing.languages;
  if (lang !== null && (lang === own || !offered.includes(lang))) return false;
  const way = wayOf(url, lang, listing);
  return way.kind === "kept" && way.place.name === name;
}

function nameOf(path: string, named: Readonly<Record<string, string>>, listing: Listing): string {
  const lists = { network: listing.networks, incident: listing.incidents, source: listing.sources };
  for (const [kind, list] of Object.entries(lists)) {
    const slug = named[kind];
    if (slug !== undefined && !list.includes(slug)) return path.replace(slug, NOBODY);
  }
  return path;
}

function parametersOf(query: URLSearchParams, values: Known["values"], listing: Listing): string {
  const counted = Object.entries(values).flatMap(([name, isOne]) => {
    const value = query.get(name);
    return value !== null && isOne(value, listing) ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  return counted.length === 0 ? "" : `?${counted.join("&")}`;
}
