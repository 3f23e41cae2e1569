"use client";

import type { DayBarsView } from "@/components/day-bars";
import { DayBars } from "@/components/day-bars";
import { NetworkRow } from "@/components/network-row";
import { useLive } from "./live-site";
import { useView } from "./use-view";

interface Props {
  readonly prefix: string;
  readonly lang: string;
  /** By the network's slug. */
  readonly bars: Readonly<Record<string, DayBarsView>>;
}

/** All networks, in their order. */
export function LiveNetworks({ prefix, lang, bars }: Props) {
  const { networks } = useLive().status;
  const views = useView(`/api/views/bars?lang=${lang}`, bars) ?? bars;
  return (
    <ul>
      {networks.map((network) => {
        const view = views[network.slug];
        return (
          <NetworkRow key={network.slug} network={network} href={`${prefix}/networks/${network.slug}`}>
            {view === undefined ? <div className="min-h-16" /> : <DayBars view={view} id={`bars-${network.slug}`} />}
          </NetworkRow>
        );
      })}
    </ul>
  );
}
