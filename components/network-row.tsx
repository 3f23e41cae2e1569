import type { ReactNode } from "react";
import { Disc } from "./disc";
import { ShareBar } from "./share-bar";

export interface NetworkRowView {
  readonly slug: string;
  readonly href: string;
  readonly name: string;
  readonly level: string;
  readonly levelWords: string;
  readonly health: number | null;
  readonly isVerified: boolean;
  /** "60%"; "–" where there is none. */
  readonly figure: string;
  /** Who blocks, gravest first. */
  readonly sources: readonly SourceRowView[];
  /** "38 others report nothing" */
  readonly rest: string | null;
}

export interface SourceRowView {
  readonly slug: string;
  readonly name: string;
  readonly blocked: number;
  readonly total: number;
  readonly words: string;
}

/** A network on the first page; `children` are its bars. */
export function NetworkRow({ view, children }: { readonly view: NetworkRowView; readonly children: ReactNode }) {
  const headingId = `network-${view.slug}`;
  return (
    <li data-level={view.level} className="border-rule border-t py-6">
      <article
        aria-labelledby={headingId}
        className="grid gap-x-12 gap-y-4 lg:grid-cols-[minmax(0,39.375rem)_minmax(0,1fr)]"
      >
        <div className="grid gap-y-4">
          <div className="flex min-h-8 items-center gap-3">
            <Disc health={view.isVerified ? view.health : null} id={`disc-${view.slug}`} />
            <div className="flex flex-wrap items-baseline gap-x-3">
              <h3 id={headingId} className="subheading">
                <a href={view.href} className="hover:underline">
                  {view.name}
                </a>
              </h3>
              <p className="small font-semibold text-level">{view.levelWords}</p>
            </div>
            <Figure view={view} className="ml-auto lg:hidden" />
          </div>
          {children}
        </div>
        <div>
          <div className="mb-3 flex min-h-8 items-center justify-end max-lg:hidden">
            <Figure view={view} className="" />
          </div>
          <ul className="small grid gap-2">
            {view.sources.map((source) => (
              <li key={source.slug} className="grid grid-cols-[minmax(0,1fr)_3.5rem_8.5rem] items-center gap-x-4">
                <span>{source.name}</span>
                <ShareBar refused={source.blocked} total={source.total} />
                <span className="text-right">{source.words}</span>
              </li>
            ))}
            {view.rest !== null && <li className="text-dim">{view.rest}</li>}
          </ul>
        </div>
      </article>
    </li>
  );
}

function Figure({ view, className }: { readonly view: NetworkRowView; readonly className: string }) {
  return (
    <span
      key={view.figure}
      className={`figure-large changed whitespace-nowrap ${view.isVerified ? "" : "text-dim"} ${className}`}
    >
      {view.figure}
    </span>
  );
}
