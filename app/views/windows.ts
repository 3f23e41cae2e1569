import type { IncidentAnswer } from "@/domain/contract/incident";
import type { Instant, Window } from "@/domain/instant";
import { DAY_MS, HOUR_MS } from "@/domain/instant";

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

/** The span of an incident with a little of what was before and after, never ahead of now. */
export function incidentWindow(
  { startedAt, resolvedAt }: Pick<IncidentAnswer, "startedAt" | "resolvedAt">,
  now: Instant,
): Window {
  const from = Math.min(Date.parse(startedAt), now);
  const to = resolvedAt === null ? now : Math.min(Date.parse(resolvedAt), now);
  const marginMs = Math.max(HOUR_MS, Math.round((to - from) * MARGIN));
  return { from: from - marginMs, to: Math.min(now, to + marginMs) };
}
