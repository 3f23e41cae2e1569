import { Lighthouse } from "./lighthouse";

export interface MastheadView {
  readonly name: string;
  readonly home: string;
  readonly links: readonly { readonly text: string; readonly href: string; readonly isHere: boolean }[];
  readonly follow: string;
  readonly navigation: string;
  readonly skip: string;
  /** This page in each language; the present one is here too. */
  readonly languages: readonly {
    readonly lang: string;
    readonly name: string;
    readonly href: string;
    readonly isHere: boolean;
  }[];
  readonly languagesLabel: string;
}

/** The quiet frame above every page. */
export function Masthead({ view }: { readonly view: MastheadView }) {
  return (
    <header className="frame flex flex-wrap items-center gap-x-6 gap-y-1 pt-4 sm:gap-x-7 sm:pt-5">
      <a
        href="#content"
        className="absolute -top-20 left-4 z-10 rounded-b border border-ink bg-card px-4 py-2 focus:top-0"
      >
        {view.skip}
      </a>
      <a href={view.home} className="mr-auto flex min-w-0 items-center gap-2 py-1 font-display text-lg font-semibold">
        <Lighthouse className="size-6 shrink-0" />
        <span className="-tracking-[0.01em]">{view.name}</span>
      </a>
      <nav
        aria-label={view.navigation}
        className="order-last -mb-1 flex w-full gap-x-6 sm:order-none sm:mb-0 sm:w-auto"
      >
        {view.links.map((link) => (
          <a
            key={link.href}
            href={link.href}
            aria-current={link.isHere ? "page" : undefined}
            className="small py-2 underline-offset-4 hover:underline aria-[current]:underline sm:text-[0.9375rem]"
          >
            {link.text}
          </a>
        ))}
      </nav>
      <a
        href="#follow"
        className="no-print small rounded-full border border-ink px-4 py-1.5 hover:bg-ink hover:text-paper sm:text-[0.9375rem]"
      >
        {view.follow}
      </a>
      <nav aria-label={view.languagesLabel} className="tiny flex gap-2">
        {view.languages.map((language) => (
          <a
            key={language.lang}
            href={language.href}
            lang={language.lang}
            hrefLang={language.lang}
            aria-current={language.isHere ? "true" : undefined}
            title={language.name}
            className="py-1.5 text-dim uppercase hover:underline aria-[current]:font-semibold aria-[current]:text-ink"
          >
            {language.lang}
          </a>
        ))}
      </nav>
    </header>
  );
}
