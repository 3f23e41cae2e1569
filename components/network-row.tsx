import type { ReactNode } from "react";
import { blockersToName } from "@/domain/named";
import { Disc } from "./disc";
import type { SiteNetwork } from "./live/site-status";
import { ShareBar } from "./share-bar";
import { useFade } from "./use-fade";

interface Props {
  readonly network: SiteNetwork;
  readonly href: string;
  /** Its bars. */
  readonly children: ReactNode;
}

/** A network on the first page: how much of it gets through, how that went, and who blocks. */
export function NetworkRow({ network, href, children }: Props) {
  const headingId = `network-${network.slug}`;
  return (
    <li data-level={network.level} className="border-rule border-t py-6">
      <article
        aria-labelledby={headingId}
        className="grid gap-x-12 gap-y-4 lg:grid-cols-[minmax(0,39.375rem)_minmax(0,1fr)]"
      >
        <div className="grid gap-y-4">
          <div className="flex min-h-8 items-center gap-3">
            <Disc health={network.verified ? network.health : null} id={`disc-${network.slug}`} />
            <div className="flex flex-wrap items-baseline gap-x-3">
              <h3 id={headingId} className="subheading">
                <a href={href} className="hover:underline">
                  {network.name}
                </a>
              </h3>
              <p className="small font-semibold text-level">{network.words.level}</p>
            </div>
            <Figure network={network} className="ml-auto lg:hidden" />
          </div>
          {children}
        </div>
        <div>
          <div className="mb-3 flex min-h-8 items-center justify-end max-lg:hidden">
            <Figure network={network} className="" />
          </div>
          <ul className="small grid gap-2">
            {blockersToName(network.sources).map((source) => (
              <li
                key={source.slug}
                className="grid grid-cols-[minmax(0,1fr)_3.5rem_8.5rem] items-center gap-x-4 sm:grid-cols-[minmax(0,1fr)_3.5rem_10rem]"
              >
                <span>{source.name}</span>
                <ShareBar refused={source.blocked} total={network.sending} />
                <span className="text-right">{source.words.phrase}</span>
              </li>
            ))}
            {network.words.rest !== null && <li className="text-dim">{network.words.rest}</li>}
          </ul>
        </div>
      </article>
    </li>
  );
}

function Figure({ network, className }: { readonly network: SiteNetwork; readonly className: string }) {
  const fade = useFade(network.words.figure);
  const tone = network.verified ? "" : "text-dim";
  return (
    <span key={fade.key} className={`figure-large whitespace-nowrap ${tone} ${fade.className} ${className}`}>
      {network.words.figure}
    </span>
  );
}
