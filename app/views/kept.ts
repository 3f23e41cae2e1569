import { keyOf } from "@/app/api/public";
import type { DayBarsView } from "@/components/day-bars";
import type { DaysView } from "@/components/days";
import type { HealthFigureView } from "@/components/health-figure";
import type { IncidentView } from "@/components/incident";
import type { LogView } from "@/components/log";
import {
  barsOperation,
  curveOperation,
  daysOperation,
  incidentOperation,
  logOperation,
} from "@/domain/contract/operations/views";
import type { NetworkStatus, Status } from "@/domain/contract/status";
import { keptText } from "@/server/kept-text";
import { getStatus } from "@/server/status";
import { loadBars, loadDays } from "./bars";
import { loadCurve } from "./curve";
import { loadIncident } from "./incident";
import { loadLog } from "./log";
import type { Viewer } from "./viewer";

/** What pages are made of, from the very bytes that the API keeps: made once per version, and the same for page and poll. */

/** Kept as it is, and not by its bytes: with many networks they take as long to read as a page to render. */
export function keptStatus({ context, lang }: Viewer): Promise<Status> {
  return getStatus(context, lang);
}

export function keptBars(status: Status, viewer: Viewer): Promise<Record<string, DayBarsView>> {
  return keptValue(viewer, barsOperation, {}, {}, () => loadBars(status, viewer));
}

/** Throws 404 `unknown_network`. */
export function keptDays(slug: string, status: Status, viewer: Viewer): Promise<DaysView> {
  return keptValue(viewer, daysOperation, { slug }, {}, () => loadDays(slug, status, viewer));
}

/** `network` null: of all. */
export function keptLog(network: string | null, viewer: Viewer): Promise<LogView> {
  return keptValue(viewer, logOperation, {}, { network }, () => loadLog(network, viewer));
}

export function keptCurve(
  network: Pick<NetworkStatus, "slug" | "name">,
  window: string,
  viewer: Viewer,
): Promise<HealthFigureView> {
  return keptValue(viewer, curveOperation, { slug: network.slug }, { window }, () =>
    loadCurve(network, window, viewer),
  );
}

/** The curves of the open incidents, each of its first network, by the incident's slug. */
export async function keptIncidentCurves(
  { incidents, networks }: Status,
  viewer: Viewer,
): Promise<Record<string, HealthFigureView>> {
  const curves = await Promise.all(
    incidents.map(async (incident) => {
      const network = networks.find(({ slug }) => slug === incident.networks[0]);
      return network === undefined ? [] : [[incident.slug, await keptCurve(network, incident.slug, viewer)] as const];
    }),
  );
  return Object.fromEntries(curves.flat());
}

export function keptIncident(slug: string, status: Status, viewer: Viewer): Promise<IncidentView> {
  return keptValue(viewer, incidentOperation, { slug }, {}, () => loadIncident(slug, status, viewer));
}

async function keptValue<T>(
  { context, lang, pageRevision }: Viewer,
  operation: { readonly id: string },
  params: unknown,
  query: unknown,
  make: () => Promise<T>,
): Promise<T> {
  const key = keyOf({ operation, params, query, lang, pageRevision });
  return JSON.parse(await keptText(context, key, async () => JSON.stringify(await make())));
}
