import type { Settings } from "@/server/env";

/**
 * The absolute address of a page or feed: `path` (which begins with a slash) under PUBLIC_URL, with the prefix of a language
 * that is not the site's own. `lang` null: the site's.
 */
export function pageUrl(
  { publicUrl, locale }: Pick<Settings, "publicUrl" | "locale">,
  lang: string | null,
  path: string,
): string {
  if (lang === null || lang === locale) return `${publicUrl}${path}`;
  return `${publicUrl}/${lang}${path === "/" ? "" : path}`;
}
