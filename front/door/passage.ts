import { Problem } from "@/server/problem";

/** What becomes of a request before Next sees it. `url` is what Next sees; `lang` null: no language prefix. */
export type Passage =
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "moved"; readonly status: 307 | 308; readonly location: string }
  | { readonly kind: "passed"; readonly url: string; readonly lang: string | null };

interface Languages {
  /** That Vigie speaks. */
  readonly all: readonly string[];
  /** Those of them in which the page is offered. */
  readonly offered: readonly string[];
  /** That of the site: its pages stand without a prefix. */
  readonly own: string;
}

const URL_LIMIT = 8_000;
const readMethods = ["GET", "HEAD"];
const apiMethods = [...readMethods, "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
/** Paths that have no second language and answer more than reads. */
const api = /^\/(api|replay|_next)(?=[/?]|$)/;

/**
 * Decides on a request target: refuses what no handler should have to survive, strips a language prefix, and sends readers
 * of the site's own prefix, and of stray slashes behind one, to the one address that a page has.
 */
export function passageOf(method: string, target: string, languages: Languages): Passage {
  if (target.length > URL_LIMIT) {
    return refused(414, "too_long", `The address of a request may have ${URL_LIMIT} characters.`);
  }
  const url = originForm(target);
  if (url === null || !isSound(url)) {
    return refused(
      400,
      "malformed",
      "The path is not a valid one: look for a stray %, a NUL or a segment of dots in it.",
    );
  }
  const allowed = api.test(url) ? apiMethods : readMethods;
  if (!allowed.includes(method)) {
    const headers = { Allow: allowed.join(", ") };
    return refused(405, "method_not_allowed", `${method} is not answered here.`, headers);
  }
  const [lang, rest] = splitPrefix(url, languages.all);
  if (lang === null || api.test(rest)) return { kind: "passed", url, lang: null };
  const page = tidied(rest);
  if (lang === languages.own) return { kind: "moved", status: 308, location: page };
  // A link to a page in a language that is no longer offered still finds the page, and a feed its readers. Not for good: the
  // language may come back.
  if (!languages.offered.includes(lang)) return { kind: "moved", status: 307, location: page };
  if (page === rest) return { kind: "passed", url: rest, lang };
  return { kind: "moved", status: 308, location: `/${lang}${page}` };
}

function refused(status: number, code: string, detail: string, headers: Record<string, string> = {}): Passage {
  return { kind: "refused", problem: new Problem(status, code, detail, { headers }) };
}

/** RFC 9112, 3.2: proxies may send the whole URL; `*` and anything else name no resource of ours. */
function originForm(target: string): string | null {
  if (target.startsWith("/")) return target;
  const absolute = /^https?:\/\/[^/?#]+(.*)$/i.exec(target);
  if (!absolute) return null;
  const rest = absolute[1] ?? "";
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** A segment of one dot or two leads elsewhere: readers follow it themselves (RFC 3986, 5.2.4), so that it means nobody well. */
function isSound(url: string): boolean {
  try {
    return !/\0|(?:^|[/\\])\.\.?(?:[/\\#]|$)/.test(decodeURIComponent(url.split("?", 1)[0] ?? ""));
  } catch {
    return false;
  }
}

function splitPrefix(url: string, languages: readonly string[]): [lang: string | null, rest: string] {
  const [, prefix, rest] = /^\/([a-z]{2,3})(?=[/?]|$)(.*)$/.exec(url) ?? [];
  if (prefix === undefined || rest === undefined || !languages.includes(prefix)) return [null, url];
  // Slashes that follow each other, of either kind, would make the rest the name of another server.
  const path = rest.replace(/^[/\\]+/, "");
  return [prefix, `/${path}`];
}

/** With single slashes and none at the end. Next would move the reader there too, to a path without the prefix that it never saw. */
function tidied(url: string): string {
  const path = url.replace(/\?.*/, "");
  return path.replace(/[/\\]+/g, "/").replace(/(?<=.)\/$/, "") + url.slice(path.length);
}
