import type { Instant } from "@/domain/instant";

/** What a feed says, whatever the format. Pages and texts are absolute. */
export interface Feed {
  /** A URN that depends on neither the site's address nor the feed's language or format. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly lang: string;
  /** The page that it follows. */
  readonly pageUrl: string;
  readonly selfUrl: string;
  readonly author: string;
  /** The newest date in it; null: it is empty. */
  readonly updatedAt: Instant | null;
  /** Newest `publishedAt` first. */
  readonly items: readonly FeedItem[];
}

/** An update. */
export interface FeedItem {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly html: string;
  /** That of the text. */
  readonly lang: string;
  readonly publishedAt: Instant;
  /** Of the latest edit or redaction, else of the publication. */
  readonly updatedAt: Instant;
}
