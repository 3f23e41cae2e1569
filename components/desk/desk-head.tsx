"use client";

import { useTranslations } from "use-intl";
import { Lighthouse } from "@/components/lighthouse";
import { useShortcuts } from "./shortcuts";
import { SignOut } from "./sign-out";

interface Props {
  readonly name: string;
  readonly home: string;
  readonly publicPage: string;
  /** null: nobody is signed in. */
  readonly account: { readonly name: string; readonly href: string } | null;
  readonly signInPath: string;
  readonly pages: readonly {
    readonly area: string;
    readonly text: string;
    readonly href: string;
    readonly isHere: boolean;
  }[];
  readonly languages: readonly { readonly lang: string; readonly href: string; readonly isHere: boolean }[];
}

/** "g" and a second key lead to a page. */
const keyOf: Readonly<Record<string, string>> = {
  board: "b",
  incidents: "i",
  checks: "c",
  networks: "n",
  sources: "s",
  probes: "p",
  people: "e",
  tokens: "t",
  settings: "r",
  audit: "a",
};

/** The frame above every page of the desk: where one is, where one can go, who one is. */
export function DeskHead({ name, home, publicPage, account, signInPath, pages, languages }: Props) {
  const t = useTranslations("common");
  useShortcuts(
    pages.map(({ area, text, href }) => ({
      keys: `g ${keyOf[area] ?? ""}`,
      label: t("goTo", { page: text }),
      run: () => location.assign(href),
    })),
  );
  return (
    <header className="desk-head">
      <a
        href="#content"
        className="absolute -top-20 left-4 z-10 rounded-b border border-ink bg-card px-4 py-2 focus:top-0"
      >
        {t("skip")}
      </a>
      <div className="frame flex flex-wrap items-center gap-x-6 gap-y-1 pt-3">
        <a href={home} className="mr-auto flex min-w-0 items-center gap-2 py-1 font-display text-lg font-semibold">
          <Lighthouse className="size-6 shrink-0" />
          <span>{name}</span>
          <span className="small font-normal font-sans text-dim">{t("desk")}</span>
        </a>
        <div className="flex w-full items-center gap-x-4 whitespace-nowrap border-rule border-t sm:w-auto sm:gap-x-5 sm:border-0">
          <a href={publicPage} className="small mr-auto py-1.5 hover:underline">
            {t("publicPage")}
          </a>
          {account && (
            <>
              <a
                href={account.href}
                className="small min-w-0 truncate py-1.5 hover:underline"
                title={t("signedInAs", account)}
              >
                {account.name}
              </a>
              <SignOut signInPath={signInPath} />
            </>
          )}
          <span className="tiny flex gap-2">
            {languages.map(({ lang, href, isHere }) => (
              <a
                key={lang}
                href={href}
                hrefLang={lang}
                // What stands behind the # of a one-time link is known to this browser alone.
                onClick={({ currentTarget }) => {
                  currentTarget.hash = location.hash;
                }}
                aria-current={isHere ? "true" : undefined}
                className="py-1.5 text-dim uppercase hover:underline aria-[current]:font-semibold aria-[current]:text-ink"
              >
                {lang}
              </a>
            ))}
          </span>
        </div>
      </div>
      {pages.length > 0 && (
        <nav aria-label={t("navigation")} className="frame desk-nav">
          {pages.map(({ area, text, href, isHere }) => (
            <a key={area} href={href} aria-current={isHere ? "page" : undefined}>
              {text}
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}
