import type { DayBarsView } from "@/components/day-bars";
import type { Status } from "@/domain/contract/status";
import { healthOfDays } from "@/server/health";
import { barsView } from "./bars-view";
import type { Viewer } from "./viewer";

const DAYS = 90;

/** The last ninety days of every network, today the last of them, by the network's slug. */
export async function loadBars(
  { networks }: Pick<Status, "networks">,
  viewer: Viewer,
): Promise<Record<string, DayBarsView>> {
  const days = await healthOfDays(viewer.context, DAYS);
  const views = networks.flatMap(({ slug, name, availability }) => {
    const ofNetwork = days.get(slug);
    if (ofNetwork === undefined) return [];
    const bars = { network: name, ...ofNetwork, mean: availability["90d"], meanOnPhone: availability["30d"] };
    return [[slug, barsView(bars, viewer)] as const];
  });
  return Object.fromEntries(views);
}
