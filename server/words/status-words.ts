import type { IncidentSummary } from "@/domain/contract/incident";
import type { IncidentStatus, NetworkStatus, SourceStatus, Status } from "@/domain/contract/status";
import { MaintenanceStatus, OutageStatus } from "@/domain/contract/update";
import type { Instant } from "@/domain/instant";
import { blockersToName } from "@/domain/named";
import { translator } from "@/server/messages";
import { formats } from "./formats";

/** Who is spoken to, and when. */
export interface Listener {
  /** One of `languages()`. */
  readonly lang: string;
  readonly timeZone: string;
  readonly now: Instant;
}

const NO_FIGURE = "–";

/** How old the figures are. Where the headline doubts a network, no figure is said to be of now. */
export function statusWords(
  { headlineParts }: Pick<Status["overall"], "headlineParts">,
  networks: readonly NetworkStatus[],
  { lang, timeZone, now }: Listener,
): Status["words"] {
  const t = translator(lang);
  const f = formats(lang, timeZone);
  const isPresent = networks.length > 0 && !headlineParts.some(({ mark }) => mark === "doubt");
  const known = networks.flatMap(({ verified, verifiedAt }) =>
    verified || verifiedAt === null ? [] : [Date.parse(verifiedAt)],
  );
  const asOf = isPresent
    ? t("page.asOf", { moment: f.hour(now) })
    : known.length === 0
      ? t("page.noFigures")
      : t("page.figuresOf", { moment: f.moment(Math.min(...known), now) });
  return { isPresent, asOf, stale: t("page.stale", { hour: f.hour(now), day: f.day(now, now) }) };
}

/** What stands beside a network's figure. `sources` are those of its status. */
export function networkWords(
  network: Omit<NetworkStatus, "words" | "summary">,
  { lang, timeZone }: Listener,
): NetworkStatus["words"] {
  const t = translator(lang);
  const f = formats(lang, timeZone);
  const { level, health, sources, sending, idle, idleBlocked, customerShare } = network;
  const named = blockersToName(sources).length;
  const silent = sources.filter(({ blocked, unknown }) => blocked === 0 && unknown > 0).length;
  const quiet = sources.filter(({ blocked, unknown }) => blocked === 0 && unknown === 0).length;
  const more = sources.length - named - silent - quiet;
  const rest = [
    ...(more > 0 ? [t("network.moreBlock", { count: more })] : []),
    ...(silent > 0 ? [t("network.silent", { count: silent })] : []),
    ...(quiet > 0 ? [t(quiet === sources.length ? "network.allQuiet" : "network.othersQuiet", { count: quiet })] : []),
  ];
  return {
    level: t(`level.${level}`),
    figure: health === null ? NO_FIGURE : f.percent(health),
    size: [
      t("network.sending", { count: sending }),
      ...(idle > 0 ? [t("network.idle", { count: idle, blocked: idleBlocked })] : []),
      ...(customerShare === null ? [] : [t("network.share", { percent: f.percent(100 * customerShare) })]),
    ].join(" · "),
    rest: rest.length === 0 ? null : rest.join(" · "),
  };
}

/** What stands in the row of a source, beside its phrase and its age. */
export function sourceWords(
  { kind, counts, health }: Pick<SourceStatus, "kind" | "counts" | "health">,
  { lang, timeZone }: Pick<Listener, "lang" | "timeZone">,
): Pick<SourceStatus["words"], "kind" | "health"> {
  const t = translator(lang);
  const f = formats(lang, timeZone);
  const name = t(`kind.${kind}`);
  return {
    kind: counts ? name : t("network.uncounted", { kind: name }),
    health: health === null ? NO_FIGURE : f.percent(health),
  };
}

/** How long ago a source last told something. */
export function answeredWords(verifiedAt: string | null, { lang, timeZone, now }: Listener): string {
  const t = translator(lang);
  if (verifiedAt === null) return t("network.neverAnswered");
  const f = formats(lang, timeZone);
  return t("network.ago", { duration: f.duration(Math.max(0, now - Date.parse(verifiedAt))) });
}

/** What stands around the latest update of an open incident. */
export function incidentWords(incident: IncidentSummary, listener: Listener): IncidentStatus["words"] {
  const t = translator(listener.lang);
  const f = formats(listener.lang, listener.timeZone);
  const { latestUpdate, nextUpdateBy, status } = incident;
  return {
    since: sinceWords(incident, listener),
    steps: stepsOf(status, listener.lang),
    latestAt: f.moment(Date.parse(latestUpdate.at), listener.now, latestUpdate.approximate),
    latestTitle: latestUpdate.title ?? t(`status.${latestUpdate.status}`),
    next: nextWords(nextUpdateBy, listener),
  };
}

/** What was promised, or that it is overdue; null: nothing was. */
export function nextWords(nextUpdateBy: string | null, { lang, timeZone, now }: Listener): string | null {
  if (nextUpdateBy === null) return null;
  const t = translator(lang);
  const f = formats(lang, timeZone);
  const promised = Date.parse(nextUpdateBy);
  const moment = f.moment(promised, now);
  return promised > now
    ? t("incident.next", { moment, duration: f.duration(promised - now) })
    : t("incident.late", { moment });
}

/** Since when an incident lasts, or from when to when it lasted; of a maintenance what was planned. */
export function sinceWords(
  incident: Pick<IncidentSummary, "impact" | "status" | "startedAt" | "resolvedAt" | "scheduledFor" | "scheduledUntil">,
  { lang, timeZone, now }: Listener,
): string {
  const t = translator(lang);
  const f = formats(lang, timeZone);
  const { impact, status, startedAt, resolvedAt, scheduledFor, scheduledUntil } = incident;
  if (impact === "maintenance" && scheduledFor !== null && scheduledUntil !== null) {
    const span = { from: f.moment(Date.parse(scheduledFor), now), to: f.moment(Date.parse(scheduledUntil), now) };
    return t(status === "scheduled" ? "incident.plannedMaintenance" : "incident.openMaintenance", span);
  }
  const from = Date.parse(startedAt);
  if (resolvedAt === null) return t("incident.open", { day: f.day(from, now) });
  const to = Date.parse(resolvedAt);
  const span = { from: f.moment(from, now), to: f.moment(to, now), duration: f.duration(Math.max(0, to - from)) };
  return t("incident.closed", span);
}

/** The way of an incident, or of a maintenance, with where it stands. */
export function stepsOf(status: IncidentSummary["status"], lang: string): IncidentStatus["words"]["steps"] {
  const t = translator(lang);
  const ways: readonly (readonly IncidentSummary["status"][])[] = [OutageStatus.options, MaintenanceStatus.options];
  const way = ways.find((steps) => steps.includes(status)) ?? [];
  const here = way.indexOf(status);
  return way.map((step, index) => ({
    text: t(`status.${step}`),
    state: index < here ? "done" : index === here ? "now" : "ahead",
  }));
}
