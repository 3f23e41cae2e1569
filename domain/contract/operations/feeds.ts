import { NoQuery, read } from "@/domain/contract/operation";

export const feedFormats = {
  rss: { file: "feed.xml", name: "RSS 2.0", mediaType: "application/rss+xml" },
  atom: { file: "atom.xml", name: "Atom", mediaType: "application/atom+xml" },
  json: { file: "feed.json", name: "JSON Feed 1.1", mediaType: "application/feed+json" },
} as const;

const subjects = {
  site: { prefix: "", words: "of the whole page", problems: {} },
  network: { prefix: "/networks/{slug}", words: "about one network", problems: { 404: ["unknown_network"] } },
  incident: { prefix: "/incidents/{slug}", words: "of one incident", problems: { 404: ["unknown_incident"] } },
} as const;

export type FeedFormat = keyof typeof feedFormats;
export type FeedSubject = keyof typeof subjects;

/** A feed: one item per update, the 50 posted last. The other language's stands under its prefix. */
export function feedOperation<S extends FeedSubject>(subject: S, format: FeedFormat) {
  const { prefix, words, problems } = subjects[subject];
  const { file, name, mediaType } = feedFormats[format];
  return read({
    id: `${subject}Feed${format === "json" ? "Json" : format === "atom" ? "Atom" : "Rss"}`,
    group: "Feeds",
    path: `${prefix as (typeof subjects)[S]["prefix"]}/${file}`,
    summary: `The 50 latest updates ${words}, as ${name}`,
    query: NoQuery,
    answer: mediaType,
    problems,
  });
}

export const feedOperations = (["site", "network", "incident"] as const).flatMap((subject) =>
  (["rss", "atom", "json"] as const).map((format) => feedOperation(subject, format)),
);
