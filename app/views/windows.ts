import type { IncidentAnswer } from "@/domain/contract/incident";
import { dayStart } from "@/domain/days";
import type { Instant, Window } from "@/domain/instant";
import { DAY_MS, HOUR_MS } from "@/domain/instant";
import type { Words } from "./words";

/** Windows that end now, by the name that they have in addresses. */
export const rolling = { "24h": DAY_MS, "7d": 7 * DAY_MS, "30d": 30 * DAY_MS, "90d": 90 * DAY_MS } as const;
export type RollingName = keyof typeof rolling;

export function isRolling(name: string): name is RollingName {
  return Object.hasOwn(rolling, name);
}

/** The window of that name that ends now. */
export function rollingWindow(name: RollingName, now: Instant): Window {
  return { from: now - rolling[name], to: now };
}

/** Health before and after is part of the picture: a twelfth of the time that it lasted, an hour at least. */
const MARGIN = 1 / 12;

/** The span of an incident with a little of what was before and after, never ahead of now; of several days, whole days. */
export function incidentWindow(
  { startedAt, resolvedAt }: Pick<IncidentAnswer, "startedAt" | "resolvedAt">,
  { now, timeZone }: Pick<Words, "now" | "timeZone">,
): Window {
  const from = Math.min(Date.parse(startedAt), now);
  const to = resolvedAt === null ? now : Math.min(Date.parse(resolvedAt), now);
  const marginMs = Math.max(HOUR_MS, Math.round((to - from) * MARGIN));
  const begin = from - marginMs;
  const isLong = to - from > 2 * DAY_MS;
  return {
    from: isLong ? dayStart(begin, timeZone) : begin - (begin % HOUR_MS),
    to: Math.min(now, to + marginMs),
  };
}
