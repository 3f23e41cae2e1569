import type { Metadata } from "next";
import { notFound, redirect, unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { safeDeskPath } from "@/app/desk/safe-path";
import type { Reader } from "@/app/reader";
import { readerOf } from "@/app/reader";
import { ReplayBand } from "@/app/replay-band";
import { staffOf } from "@/app/session";
import { DeskHead } from "@/components/desk/desk-head";
import { DeskProvider } from "@/components/desk/desk-provider";
import { Notice } from "@/components/desk/notice";
import type { DeskArea, DeskMessages } from "@/content/desk/messages";
import type { StaffActor, StaffRole } from "@/server/actor";
import { databaseProblem } from "@/server/database/faults";
import type { DeskTranslate } from "@/server/desk-messages";
import { deskLocale, deskMessages, deskTranslator } from "@/server/desk-messages";
import { answerWith } from "@/server/page-answer";
import { isProblem } from "@/server/problem";

/** Who is at the desk, and in which language. */
export interface Desk extends Reader {
  readonly actor: StaffActor;
  /** The words of the desk. */
  readonly d: DeskTranslate;
}

interface DeskPage {
  /** Without a language, as in "/desk/networks". */
  readonly path: string;
  readonly area: DeskArea;
  /** Who may see it; editors unless told. */
  readonly role?: StaffRole;
  /** Words of other areas that its components speak. */
  readonly areas?: readonly DeskArea[];
}

/**
 * A page of the desk for who is signed in; others are sent to sign in and come back. What the use cases refuse becomes what a
 * page can say. Never kept, whoever stands between.
 */
export async function deskPage(page: DeskPage, render: (desk: Desk) => Promise<ReactNode>): Promise<ReactNode> {
  const reader = await readerOf();
  const d = deskTranslator(reader.lang);
  try {
    const actor = await staffOf(reader.context, reader.headers);
    if (actor.kind !== "staff") {
      const here = safeDeskPath(reader.headers.get("x-vigie-url") ?? page.path);
      redirect(`${reader.prefix}/desk/sign-in?to=${encodeURIComponent(here)}`);
    }
    const mayEnter = page.role !== "administrator" || actor.role === "administrator";
    answerWith(mayEnter ? 200 : 403, { "Cache-Control": "private, no-store" });
    const content = mayEnter ? (
      await render({ ...reader, actor, d })
    ) : (
      <Notice title={d("common.forAdministrators")} words={d("common.forAdministratorsWords")} />
    );
    return (
      <DeskFrame reader={reader} page={page} actor={actor}>
        {content}
      </DeskFrame>
    );
  } catch (error) {
    unstable_rethrow(error);
    const problem = isProblem(error) ? error : databaseProblem(error);
    if (problem === null) throw error;
    // Of an address that was mangled on its way, too, there is no page.
    if (problem.status === 404 || problem.status === 422) notFound();
    answerWith(problem.status, { "Cache-Control": "no-store", ...problem.headers });
    return (
      <DeskFrame reader={reader} page={page} actor={null}>
        <Notice title={d("common.unavailable")} words={d("common.unavailableWords")} />
        <meta httpEquiv="refresh" content="10" />
      </DeskFrame>
    );
  }
}

/** The title of a page of the desk, which no search engine is to keep. */
export async function deskMetadata(area: DeskArea, title: string | null = null): Promise<Metadata> {
  const { lang, context } = await readerOf();
  const d = deskTranslator(lang);
  return {
    title: deskTitle(title ?? d(`${area}.title`), d, context),
    robots: { index: false, follow: false },
  };
}

/** What the tab of a page of the desk is called. */
export function deskTitle(title: string, d: DeskTranslate, { settings }: Reader["context"]): string {
  return `${title} · ${d("common.desk")} · ${settings.pageName}`;
}

const pages = ["board", "incidents", "checks", "networks", "sources", "probes"] as const;
const administratorPages = ["people", "tokens", "settings", "audit"] as const;

interface FrameProps {
  readonly reader: Reader;
  readonly page: DeskPage;
  /** null: nobody is signed in, or nobody knows. */
  readonly actor: StaffActor | null;
  readonly children: ReactNode;
}

/** What stands around a page of the desk. */
export function DeskFrame({ reader, page, actor, children }: FrameProps) {
  const { lang, prefix, context } = reader;
  const { pageName, timeZone, locale, languages: offered } = context.settings;
  const d = deskTranslator(lang);
  const messages = deskMessages(lang);
  const areas: readonly (keyof DeskMessages)[] = ["common", "problems", "access", page.area, ...(page.areas ?? [])];
  const named = actor === null ? [] : actor.role === "administrator" ? [...pages, ...administratorPages] : pages;
  return (
    <DeskProvider
      locale={deskLocale(lang)}
      timeZone={timeZone}
      messages={Object.fromEntries(areas.map((area) => [area, messages[area]]))}
      staffId={actor?.id ?? null}
      site={{ own: locale, languages: offered, lang, prefix }}
    >
      <ReplayBand reader={reader} />
      <DeskHead
        name={pageName}
        home={`${prefix}/desk`}
        publicPage={prefix || "/"}
        account={actor === null ? null : { name: actor.name, href: `${prefix}/desk/account` }}
        signInPath={`${prefix}/desk/sign-in`}
        pages={named.map((area) => ({
          area,
          text: d(`common.nav.${area}`),
          href: `${prefix}/desk${area === "board" ? "" : `/${area}`}`,
          isHere: area === page.area,
        }))}
        languages={offered.map((to) => ({
          lang: to,
          href: `${to === locale ? "" : `/${to}`}${page.path}`,
          isHere: to === lang,
        }))}
      />
      <main id="content" tabIndex={-1} className="frame pt-8 pb-20 focus:outline-none">
        <noscript>
          <p className="desk-refusal mb-6">{d("common.noScript")}</p>
        </noscript>
        {children}
      </main>
    </DeskProvider>
  );
}
