import type { Metadata } from "next";
import { databaseProblem } from "@/server/database/faults";
import { isProblem } from "@/server/problem";
import { feedsOf } from "./feed-links";
import type { Reader } from "./reader";

interface Page {
  /** Without a language, as in "/incidents". */
  readonly path: string;
  /** null: the site's name alone. */
  readonly title: string | null;
  readonly description: string;
  /** Feeds of its own, beside those of the site. */
  readonly feeds?: string;
  /** Kept out of search engines: it is about one reader's address. */
  readonly isPrivate?: boolean;
}

/** Title, description, the one address of a page, itself in other languages, and the feeds. */
export function metadataOf({ path, title, description, feeds, isPrivate = false }: Page, reader: Reader): Metadata {
  const { pageName, publicUrl, locale, languages } = reader.context.settings;
  const inLanguage = (lang: string) => `${publicUrl}${lang === locale ? "" : `/${lang}`}${path === "/" ? "" : path}`;
  const links = [...(feeds === undefined ? [] : feedsOf(feeds, reader)), ...feedsOf("", reader)];
  return {
    title: title === null ? pageName : `${title} · ${pageName}`,
    description,
    alternates: {
      canonical: inLanguage(reader.lang) || "/",
      languages: {
        ...Object.fromEntries(languages.map((lang) => [lang, inLanguage(lang)])),
        "x-default": inLanguage(locale),
      },
      types: Object.fromEntries(
        [...new Set(links.map(({ mediaType }) => mediaType))].map((mediaType) => [
          mediaType,
          links.filter((link) => link.mediaType === mediaType).map(({ url, title }) => ({ url, title })),
        ]),
      ),
    },
    ...(isPrivate ? { robots: { index: false } } : {}),
  };
}

/** What a title is made of, or null where it cannot be had: then the page itself says why. */
export async function titleFrom<T>(load: () => Promise<T>): Promise<T | null> {
  try {
    return await load();
  } catch (error) {
    if (isProblem(error) || databaseProblem(error) !== null) return null;
    throw error;
  }
}

/** The title of a page that is not there. */
export function absentMetadata({ t, context }: Reader): Metadata {
  return { title: `${t("absence.notFound")} · ${context.settings.pageName}`, robots: { index: false } };
}
