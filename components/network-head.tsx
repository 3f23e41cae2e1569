import type { ReactNode } from "react";
import type { NetworkStatus } from "@/domain/contract/status";
import { Disc } from "./disc";
import { useFade } from "./use-fade";

interface Props {
  readonly network: NetworkStatus;
  /** How old its figures are. */
  readonly children: ReactNode;
}

/** The head of a network's own page: its figure and what is to be said of it. */
export function NetworkHead({ network, children }: Props) {
  const figure = useFade(network.words.figure);
  const summary = useFade(network.summary);
  return (
    <section data-level={network.level} className="pt-12 sm:pt-16">
      {children}
      <div className="mt-4 flex items-start gap-x-4">
        <span className="flex h-[1.1em] items-center text-[clamp(1.75rem,4vw,2.75rem)]">
          <Disc health={network.verified ? network.health : null} id="disc" />
        </span>
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h1 className="title">{network.name}</h1>
          <p className="font-semibold text-level">{network.words.level}</p>
        </div>
        <p key={figure.key} className={`title ml-auto whitespace-nowrap text-level ${figure.className}`}>
          {network.words.figure}
        </p>
      </div>
      <p key={summary.key} className={`lede mt-4 min-h-[1.5em] ${summary.className}`}>
        {network.summary}
      </p>
      <p className="small mt-3 text-dim">{network.words.size}</p>
    </section>
  );
}
