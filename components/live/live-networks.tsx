"use client";

import type { DayBarsView } from "@/components/day-bars";
import { NetworkRow } from "@/components/network-row";
import { LiveBars } from "./live-bars";
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
        const href = `${prefix}/networks/${network.slug}`;
        return (
          <NetworkRow key={network.slug} network={network} href={href}>
            {view === undefined ? (
              <div className="min-h-16" />
            ) : (
              <LiveBars
                view={view}
                id={`bars-${network.slug}`}
                href={`${href}#days`}
                path={`/api/views/days/${network.slug}?lang=${lang}`}
              />
            )}
          </NetworkRow>
        );
      })}
    </ul>
  );
}
