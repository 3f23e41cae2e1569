import type { DayBarsView } from "@/components/day-bars";
import type { Status } from "@/domain/contract/status";
import { dayStart } from "@/domain/days";
import { DAY_MS } from "@/domain/instant";
import { healthBuckets } from "@/server/health";
import { barsView } from "./bars-view";
import type { Viewer } from "./viewer";

const DAYS = 90;

/** The last ninety days of every network, today the last of them, by the network's slug. */
export async function loadBars(
  { networks }: Pick<Status, "networks">,
  viewer: Viewer,
): Promise<Record<string, DayBarsView>> {
  const { context, now, timeZone } = viewer;
  // From noon to noon, so that days of 23 and 25 hours make no day too many or too few.
  const from = dayStart(dayStart(now, timeZone) + DAY_MS / 2 - (DAYS - 1) * DAY_MS, timeZone);
  const views = await Promise.all(
    networks.map(async ({ slug, name, availability }) => {
      const { buckets, beganAt } = await healthBuckets(context, slug, { from, to: now, step: "1d" });
      const bars = { network: name, buckets, beganAt, mean: availability["90d"], meanOnPhone: availability["30d"] };
      return [slug, barsView(bars, viewer)] as const;
    }),
  );
  return Object.fromEntries(views);
}
