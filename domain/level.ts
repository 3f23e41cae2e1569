import type { Counts } from "./health";
import { figuresOf } from "./health";

/** Ascending in gravity. */
export const levels = ["operational", "unknown", "degraded", "partial_outage", "major_outage"] as const;
export type Level = (typeof levels)[number];

export type Impact = "none" | "minor" | "major" | "critical" | "maintenance";

/** From the share of blocked sending addresses, unknown ones taken as not blocked; `unknown` where nothing is blocked but health is null. */
export function levelOf(counts: Counts): Level {
  const { blocked, sending } = counts;
  if (blocked === 0) return figuresOf(counts).health === null ? "unknown" : "operational";
  if (10 * blocked <= sending) return "degraded";
  return 2 * blocked <= sending ? "partial_outage" : "major_outage";
}

/** The level that a published health stands for, where only the percentage is at hand: as `levelOf`, all addresses known. */
export function levelOfHealth(healthPercent: number): Level {
  if (healthPercent === 100) return "operational";
  if (healthPercent >= 90) return "degraded";
  return healthPercent >= 50 ? "partial_outage" : "major_outage";
}

/** The level of the sums of all networks; never `operational` while one that has sending addresses is unknown, nor where there is none. */
export function measuredLevel(all: readonly Counts[]): Level {
  const level = levelOf(sumOfCounts(all));
  const someUnknown = all.some((counts) => counts.sending > 0 && levelOf(counts) === "unknown");
  return someUnknown ? worse(level, "unknown") : level;
}

/** The counts of several networks together. */
export function sumOfCounts(all: readonly Counts[]): Counts {
  return {
    sending: sumOf(all, "sending"),
    blocked: sumOf(all, "blocked"),
    unknown: sumOf(all, "unknown"),
    known: sumOf(all, "known"),
  };
}

function sumOf(all: readonly Counts[], key: keyof Counts): number {
  return all.reduce((sum, counts) => sum + counts[key], 0);
}

/** What the open incidents declare: that of the gravest impact; `none` where none has one (maintenance has none). */
export function declaredLevel(impacts: Iterable<Impact>): Level | "none" {
  const all = new Set(impacts);
  if (all.has("critical")) return "major_outage";
  if (all.has("major")) return "partial_outage";
  return all.has("minor") ? "degraded" : "none";
}

/** The graver of a level and what is declared. */
export function worse(level: Level, other: Level | "none"): Level {
  return other !== "none" && levels.indexOf(other) > levels.indexOf(level) ? other : level;
}
