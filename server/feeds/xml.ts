import { toXml } from "xast-util-to-xml";
import { x } from "xastscript";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import type { Feed, FeedItem } from "./feed";

const GENERATOR = "Vigie";

/** RSS 2.0 (https://www.rssboard.org/rss-specification), with a link to itself as its best practices ask. */
export function writeRss(feed: Feed): string {
  const updated = feed.updatedAt === null ? null : rssDate(feed.updatedAt);
  return documentOf(
    x("rss", { version: "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom" }, [
      x("channel", [
        element("title", feed.title),
        element("link", feed.pageUrl),
        element("description", feed.description),
        element("language", feed.lang),
        updated === null ? null : element("pubDate", updated),
        updated === null ? null : element("lastBuildDate", updated),
        element("generator", GENERATOR),
        x("atom:link", { rel: "self", type: "application/rss+xml", href: feed.selfUrl }),
        ...feed.items.map(rssItem),
      ]),
    ]),
  );
}

function rssItem({ id, url, title, html, publishedAt }: FeedItem) {
  return x("item", [
    element("title", title),
    element("link", url),
    element("guid", id, { isPermaLink: "false" }),
    element("pubDate", rssDate(publishedAt)),
    element("description", html),
  ]);
}

/** Atom (RFC 4287). An empty feed is dated to the epoch: the element is required, and no fact says more. */
export function writeAtom(feed: Feed): string {
  return documentOf(
    x("feed", { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": feed.lang }, [
      element("id", feed.id),
      element("title", feed.title),
      element("subtitle", feed.description),
      element("updated", formatInstant(feed.updatedAt ?? 0)),
      x("author", [element("name", feed.author)]),
      element("generator", GENERATOR),
      x("link", { rel: "self", type: "application/atom+xml", href: feed.selfUrl }),
      x("link", { rel: "alternate", type: "text/html", href: feed.pageUrl }),
      ...feed.items.map(atomEntry),
    ]),
  );
}

function atomEntry({ id, url, title, html, lang, publishedAt, updatedAt }: FeedItem) {
  return x("entry", { "xml:lang": lang }, [
    element("id", id),
    element("title", title),
    element("published", formatInstant(publishedAt)),
    element("updated", formatInstant(updatedAt)),
    x("link", { rel: "alternate", type: "text/html", href: url }),
    element("content", html, { type: "html" }),
  ]);
}

function element(name: string, text: string, attributes: Record<string, string> = {}) {
  return x(name, attributes, storable(text));
}

/** The library leaves `]]>` in a text as it is, which only the end of a CDATA section may look like; here there is none. */
function documentOf(root: ReturnType<typeof x>): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${toXml(root).replaceAll("]]>", "]]&gt;")}\n`;
}

/** Without the characters that no XML 1.0 document may hold, not even escaped (https://www.w3.org/TR/xml/#charsets). */
function storable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
  return text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, "");
}

function rssDate(at: Instant): string {
  return new Date(at).toUTCString();
}
