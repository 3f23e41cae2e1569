import type { StandingNoticeView } from "@/components/standing-notice";
import { textIn } from "@/domain/translation";
import { renderMarkdown } from "@/server/markdown";
import type { Viewer } from "./views/viewer";

interface Link {
  readonly text: string;
  readonly href: string;
  /** Where it is not the page's. */
  readonly lang?: string | undefined;
}

/** The notice that stands on every page, in the reader's language, else in the site's; null: none. */
export function standingNotice({ t, lang, context }: Viewer): StandingNoticeView | null {
  const { notice, locale } = context.settings;
  const found = textIn(notice, lang, locale);
  if (found === null) return null;
  const html = renderMarkdown(found.text, { idPrefix: "notice" });
  return { label: t("page.notice"), html, lang: found.lang === lang ? undefined : found.lang };
}

/** Where readers ask what the page does not answer; null: nobody said. */
export function supportLink({ context }: Viewer): Link | null {
  const { support } = context.settings;
  if (support === null) return null;
  if (!/^https?:/i.test(support)) return { text: support, href: `mailto:${support}` };
  return { text: support.replace(/^https?:\/\//i, "").replace(/\/$/, ""), href: support };
}

export function legalLinks({ lang, context }: Viewer): Link[] {
  const { legalLinks, locale } = context.settings;
  return legalLinks.flatMap(({ texts, url }) => {
    const found = textIn(texts, lang, locale);
    return found === null ? [] : [{ text: found.text, href: url, lang: found.lang === lang ? undefined : found.lang }];
  });
}
