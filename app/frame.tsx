import type { ReactNode } from "react";
import { Colophon } from "@/components/colophon";
import { Masthead } from "@/components/masthead";
import { StandingNotice } from "@/components/standing-notice";
import { translator } from "@/server/messages";
import { feedsOf } from "./feed-links";
import { legalLinks, standingNotice, supportLink } from "./page-words";
import type { Reader } from "./reader";
import { ReplayBand } from "./replay-band";

interface Props {
  readonly reader: Reader;
  /** Without a language, with the query that belongs to the page. */
  readonly path: string;
  /** What has feeds of its own, as in "/networks/main", and what it is called. */
  readonly feeds?: { readonly base: string; readonly title: string };
  readonly children: ReactNode;
}

/** What stands around every page: the way to the others and to this one in other languages, and how to follow. */
export function Frame({ reader, path, feeds, children }: Props) {
  const { t, prefix, lang, context } = reader;
  const { locale, languages, pageName, timeZone, publicLookUps } = context.settings;
  const notice = standingNotice(reader);
  const link = (text: string, to: string) => ({ text, href: `${prefix}${to}`, isHere: path === to });
  const inLanguage = (to: string) => `${to === locale ? "" : `/${to}`}${path}`.replace(/(.)\/$/, "$1");
  return (
    <>
      <ReplayBand reader={reader} />
      <Masthead
        view={{
          name: pageName,
          home: prefix || "/",
          links: [
            link(t("page.incidents"), "/incidents"),
            ...(publicLookUps ? [link(t("page.address"), "/address")] : []),
          ],
          follow: t("page.follow"),
          navigation: t("page.pages"),
          skip: t("page.skip"),
          languages: languages.map((to) => ({
            lang: to,
            name: translator(to)("format.language"),
            href: inLanguage(to),
            isHere: to === lang,
          })),
          languagesLabel: t("page.language"),
        }}
      />
      {notice && <StandingNotice view={notice} />}
      <main id="content" tabIndex={-1} className="frame focus:outline-none">
        {children}
      </main>
      <Colophon
        view={{
          title: t("page.follow"),
          words: t("page.followWords"),
          groups: [
            ...(feeds === undefined ? [] : [{ title: feeds.title, feeds: feedsOf(feeds.base, reader) }]),
            { title: feeds === undefined ? null : t("page.followSite"), feeds: feedsOf("", reader) },
          ],
          links: [
            { text: pageName, href: prefix || "/" },
            { text: t("page.incidents"), href: `${prefix}/incidents` },
            { text: t("page.api"), href: `${prefix}/docs/api` },
            ...legalLinks(reader),
          ],
          support: { words: t("page.support"), link: supportLink(reader) },
          zone: t("page.zone", { zone: timeZone }),
        }}
      />
    </>
  );
}
