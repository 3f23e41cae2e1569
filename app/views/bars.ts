import type { DayBarsView } from "@/components/day-bars";
import type { DaysView } from "@/components/days";
import type { NetworkStatus, Status } from "@/domain/contract/status";
import { healthOfDays } from "@/server/health";
import { Problem } from "@/server/problem";
import { barsView, daysView } from "./bars-view";
import type { Viewer } from "./viewer";

const DAYS = 90;

/** The last ninety days of every network, today the last of them, by the network's slug. */
export async function loadBars(
  { networks }: Pick<Status, "networks">,
  viewer: Viewer,
): Promise<Record<string, DayBarsView>> {
  const days = await healthOfDays(viewer.context, DAYS);
  const views = networks.flatMap((network) => {
    const ofNetwork = days.get(network.slug);
    if (ofNetwork === undefined) return [];
    return [[network.slug, barsView(network.name, { ...ofNetwork, ...meansOf(network) }, viewer)] as const];
  });
  return Object.fromEntries(views);
}

/** Those of the network `slug`, each of them told. Throws 404 `unknown_network`. */
export async function loadDays(
  slug: string,
  { networks }: Pick<Status, "networks">,
  viewer: Viewer,
): Promise<DaysView> {
  const network = networks.find((candidate) => candidate.slug === slug);
  const ofNetwork = (await healthOfDays(viewer.context, DAYS)).get(slug);
  if (network === undefined || ofNetwork === undefined) {
    throw new Problem(404, "unknown_network", "There is no network of that name.");
  }
  return daysView(network.name, { ...ofNetwork, ...meansOf(network) }, viewer);
}

function meansOf({ availability }: NetworkStatus) {
  return { mean: availability["90d"], meanOnPhone: availability["30d"] };
}
