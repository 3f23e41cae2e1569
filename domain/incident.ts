import type { Impact } from "./contract/incident";
import type { UpdateStatus } from "./contract/update";
import { MaintenanceStatus } from "./contract/update";
import type { Instant } from "./instant";

/** What the rules need of an update. `id` decides where two bear the same instants. */
export interface UpdateFacts {
  readonly id: string;
  readonly at: Instant;
  readonly postedAt: Instant;
  readonly status: UpdateStatus;
  readonly nextUpdateBy: Instant | null;
}

/** At least one: an incident is opened with its first update. In any order. */
export type Updates<T extends UpdateFacts = UpdateFacts> = readonly [T, ...T[]];

/** Order of the log, ascending: by `at`, then `postedAt`, then id. Zero only for the same update. */
export function compareUpdates(a: UpdateFacts, b: UpdateFacts): number {
  return a.at - b.at || a.postedAt - b.postedAt || compareIds(a.id, b.id);
}

/** Order of publication, ascending: by `postedAt`, then id. */
function comparePostings(a: Pick<UpdateFacts, "postedAt" | "id">, b: Pick<UpdateFacts, "postedAt" | "id">) {
  return a.postedAt - b.postedAt || compareIds(a.id, b.id);
}

function compareIds(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The last in the order of the log. */
export function latestUpdate<T extends UpdateFacts>(updates: Updates<T>): T {
  return updates.reduce((latest, update) => (compareUpdates(update, latest) > 0 ? update : latest));
}

/** The one posted last; `nextUpdateBy` is read from it and set on it. */
export function newestPosting<T extends UpdateFacts>(updates: Updates<T>): T {
  return updates.reduce((newest, update) => (comparePostings(update, newest) > 0 ? update : newest));
}

/** The status of an incident: that of its latest update, so that a back-dated one never overturns a newer. */
export function statusOf(updates: Updates): UpdateStatus {
  return latestUpdate(updates).status;
}

/** Whether an incident of this status is over. */
export function isOver(status: UpdateStatus): boolean {
  return status === "resolved" || status === "completed";
}

/** `at` of the first of the final run of resolved or completed updates; null while the incident is open. */
export function resolvedAt(updates: Updates): Instant | null {
  let since: Instant | null = null;
  for (const update of [...updates].sort(compareUpdates)) {
    since = isOver(update.status) ? (since ?? update.at) : null;
  }
  return since;
}

/** When readers were promised to hear next, by the newest posting; null: nothing was promised, or it is resolved. */
export function nextUpdateBy(updates: Updates): Instant | null {
  return isOver(statusOf(updates)) ? null : newestPosting(updates).nextUpdateBy;
}

/** Whether updates of an incident of this impact may bear the status: maintenance has statuses of its own. */
export function mayBear(impact: Impact, status: UpdateStatus): boolean {
  return MaintenanceStatus.options.some((option) => option === status) === (impact === "maintenance");
}
