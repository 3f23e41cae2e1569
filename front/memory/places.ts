import { sizeOfImage } from "@/domain/images";
import type { Listing } from "@/front/word";
import type { Kind, Template } from "./templates";
import { templates } from "./templates";

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
  | { readonly kind: "kept"; readonly place: Place; readonly takesToken: boolean }
  /** Asked of the application each time, a few at once. */
  | { readonly kind: "looked-up"; readonly takesToken: boolean }
  /** Handed on: nothing that the public reads. */
  | { readonly kind: "passed" };

/** Where a read of `url` leads, which bore the prefix `lang` or none. `url` can be decoded. */
export type Ways = (url: string, lang: string | null) => Way;

interface Compiled extends Template {
  readonly pattern: RegExp;
  /** Of what its parameter in the path is one; null: of images, which are not listed; undefined: it has none. */
  readonly named: Kind | null | undefined;
}

/** By what stands before the parameter. */
const kinds: Readonly<Record<string, Kind>> = {
  networks: "network",
  curve: "network",
  days: "network",
  sources: "source",
  incidents: "incident",
  incident: "incident",
};
const compiled: readonly Compiled[] = templates.map((template) => {
  const parent = /([^/]+)\/\{\w+\}/.exec(template.path)?.[1];
  const escaped = template.path.replaceAll(".", "\\.").replace(/\{\w+\}/, "([^/]+)");
  const named = parent === undefined ? undefined : (kinds[parent] ?? null);
  return { ...template, pattern: new RegExp(`^${escaped}$`), named };
});

const rollingWindows = ["24h", "7d", "30d", "90d"];
/** What no network and no incident is called: there stands the answer that all unknown ones share. */
const NOBODY = "-";
/** What is not for the public to read, or no page. */
const handedOn = /^\/(_next|desk|api|healthz|readyz|metrics|replay)(?=\/|$)/;
/** Next moves who asks for these to the address without. */
const untidy = /[/\\]{2}|\\|.\/$/;

/** The ways that there are while this is what there is to ask for. Whatever is asked, the places are as many as the listing allows. */
export function waysOf(listing: Listing): Ways {
  const incidents = new Set(listing.incidents);
  const values: Readonly<Record<Kind, ReadonlySet<string>>> = {
    network: new Set(listing.networks),
    source: new Set(listing.sources),
    incident: incidents,
    window: new Set([...rollingWindows, ...incidents]),
    lang: new Set(listing.languages.offered),
  };

  function wayBy(template: Compiled, given: string | undefined, search: string, lang: string | null): Way {
    const { isLookUp, takesToken, open } = template;
    const query = new URLSearchParams(search);
    const counted = template.kept.flatMap((name): [Kind, string][] => {
      const value = query.get(name);
      return value === null ? [] : [[name, value]];
    });
    const isKnown = counted.every(([name, value]) => name === "lang" || values[name].has(value));
    if (isLookUp || !isKnown || open.some((name) => query.has(name))) return { kind: "looked-up", takesToken };
    const named = nameIn(template, given);
    const path = template.path.replace(/\{\w+\}/, () => named);
    const known = counted.filter(([name, value]) => values[name].has(value));
    const url = known.length === 0 ? path : `${path}?${new URLSearchParams(known)}`;
    const place = placeOf(url, lang);
    const isUnlisted = template.named === null && named !== NOBODY;
    return { kind: "kept", place: isUnlisted ? { ...place, isUnlisted } : place, takesToken };
  }

  function nameIn({ named }: Compiled, given = ""): string {
    const name = decodeURIComponent(given);
    const isOne = named === null ? sizeOfImage(name) !== null : named !== undefined && values[named].has(name);
    return isOne ? encodeURIComponent(name) : NOBODY;
  }

  return (url, lang) => {
    const [path = "", search = ""] = url.split(/\?(.*)/s);
    for (const template of compiled) {
      const match = template.pattern.exec(path);
      if (match !== null) return wayBy(template, match[1], search, lang);
    }
    if (handedOn.test(path)) return { kind: "passed" };
    if (untidy.test(path)) return { kind: "looked-up", takesToken: false };
    return { kind: "kept", place: placeOf(`/${NOBODY}`, lang), takesToken: false };
  };
}

/** What is kept though nobody has asked for it yet, in the order of its worth: what a reader needs while all behind is down. */
export function essentialPlaces(listing: Listing): Place[] {
  const wayOf = waysOf(listing);
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
    const way = wayOf(url, lang);
    if (way.kind === "kept") places.set(way.place.name, way.place);
  }
  return [...places.values()];
}

/** Whether a read can still lead to a place that was kept. */
export function isListedBy(listing: Listing): (place: Place) => boolean {
  const wayOf = waysOf(listing);
  const { offered, own } = listing.languages;
  return ({ name, url, lang }) => {
    if (lang !== null && (lang === own || !offered.includes(lang))) return false;
    const way = wayOf(url, lang);
    return way.kind === "kept" && way.place.name === name;
  };
}

function placeOf(url: string, lang: string | null): Place {
  return { name: lang === null ? url : `/${lang}${url}`, url, lang };
}
