import type { Reader } from "./reader";

const formats = [
  { file: "feed.xml", name: "RSS", note: "rss", mediaType: "application/rss+xml" },
  { file: "atom.xml", name: "Atom", note: "atom", mediaType: "application/atom+xml" },
  { file: "feed.json", name: "JSON Feed", note: "json", mediaType: "application/feed+json" },
] as const;

/** The feeds of the site (`base` empty) or of what has feeds of its own, as in "/networks/main". */
export function feedsOf(base: string, { context, prefix, t }: Reader) {
  return formats.map(({ file, name, note, mediaType }) => ({
    href: `${prefix}${base}/${file}`,
    url: `${context.settings.publicUrl}${prefix}${base}/${file}`,
    title:
      base === ""
        ? `${context.settings.pageName} (${name})`
        : `${context.settings.pageName}, ${base.slice(1)} (${name})`,
    text: name,
    note: t(`page.${note}`),
    mediaType,
  }));
}
