import { formatInstant } from "@/domain/instant";
import type { Feed } from "./feed";

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function writeJsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.pageUrl,
    feed_url: feed.selfUrl,
    description: feed.description,
    authors: [{ name: feed.author }],
    language: feed.lang,
    items: feed.items.map(({ id, url, title, html, lang, publishedAt, updatedAt }) => ({
      id,
      url,
      title,
      content_html: html,
      date_published: formatInstant(publishedAt),
      date_modified: formatInstant(updatedAt),
      language: lang,
    })),
  });
}
