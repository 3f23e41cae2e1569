import { z } from "zod";

/** What there is to ask for: what is not in it shares one answer that it is not there. */
export const Listing = z.object({
  /** That Vigie speaks; those of them in which the page is offered; that of the site, whose pages stand without a prefix. */
  languages: z.object({ all: z.array(z.string()), offered: z.array(z.string()), own: z.string() }),
  /** Slugs. */
  networks: z.array(z.string()),
  sources: z.array(z.string()),
  /** Slugs and ids. */
  incidents: z.array(z.string()),
});
export type Listing = z.infer<typeof Listing>;

/** What the application tells the front, each second and after each change, having looked at its database. */
export const Word = z.object({
  /** That of the facts now. */
  version: z.int(),
  /** What was made of an earlier version may not be shown any more: something in it was withdrawn. */
  shownFrom: z.int(),
  /** For how long what is made of it holds; longer, and it may no longer say as of when it speaks. */
  holdsMs: z.number().positive(),
  /** null: the same as before. */
  listing: Listing.nullable(),
});
export type Word = z.infer<typeof Word>;
