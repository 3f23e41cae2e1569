import type { IncidentSummary } from "@/domain/contract/incident";
import type { IncidentStatus, NetworkStatus, Status } from "@/domain/contract/status";
import { MaintenanceStatus, OutageStatus } from "@/domain/contract/update";
import type { Instant } from "@/domain/instant";
import { blockersToName } from "@/domain/named";
import { capitalised, formats } from "./formats";
import { translator } from "./messages";

/** Who is spoken to, and when. */
export interface Listener {
  /** One of `languages()`. */
  readonly lang: string;
  readonly timeZone: string;
  readonly now: Instant;
}

const NO_FIGURE = "–";

/** How old the figures are. Where the present is not known, no figure is said to be of now. */
export function statusWords(level: string, networks: readonly NetworkStatus[], listener: Listener): Status["words"] {
  const t = translator(listener.lang);
  const f = formats(listener.lang, listener.timeZone);
  const { now } = listener;
  const known = networks.flatMap(({ verifiedAt }) => (verifiedAt === null ? [] : [Date.parse(verifiedAt)]));
  const of =
    level !== "unknown"
      ? t("page.asOf", { moment: f.hour(now) })
      : known.length === 0
        ? t("page.noFigures")
        : t("page.figuresOf", { moment: f.moment(Math.max(...known), now) });
  return { asOf: of, stale: t("page.stale", { hour: f.hour(now), day: f.day(now, now) }) };
}

/** What stands beside a network's figure. `sources` are those of its status. */
export function networkWords(
  { level, health, sources }: Pick<NetworkStatus, "level" | "health" | "sources">,
  { lang, timeZone }: Listener,
): NetworkStatus["words"] {
  const t = translator(lang);
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
    figure: health === null ? NO_FIGURE : formats(lang, timeZone).percent(health),
    rest: rest.length === 0 ? null : rest.join(" · "),
  };
}

/** What stands around the latest update of an open incident. */
export function incidentWords(incident: IncidentSummary, { lang, timeZone, now }: Listener): IncidentStatus["words"] {
  const t = translator(lang);
  const f = formats(lang, timeZone);
  const { latestUpdate, nextUpdateBy } = incident;
  const at = Date.parse(latestUpdate.at);
  const promised = nextUpdateBy === null ? null : Date.parse(nextUpdateBy);
  return {
    since: sinceWords(incident, { lang, timeZone, now }),
    steps: stepsOf(incident.status, lang),
    latestAt: f.moment(at, now, latestUpdate.approximate),
    latestTitle: latestUpdate.title ?? t(`status.${latestUpdate.status}`),
    next:
      promised === null
        ? null
        : promised > now
          ? t("incident.next", { moment: f.moment(promised, now), duration: f.duration(promised - now) })
          : t("incident.late", { moment: f.moment(promised, now) }),
  };
}

/** Since when an incident lasts, or from when to when a maintenance is planned. */
function sinceWords(incident: IncidentSummary, { lang, timeZone, now }: Listener): string {
  const t = translator(lang);
  const f = formats(lang, timeZone);
  const { impact, status, startedAt, scheduledFor, scheduledUntil } = incident;
  if (impact !== "maintenance" || scheduledFor === null || scheduledUntil === null) {
    return t("incident.open", { day: f.day(Date.parse(startedAt), now) });
  }
  const span = { from: f.moment(Date.parse(scheduledFor), now), to: f.moment(Date.parse(scheduledUntil), now) };
  return capitalised(
    t(status === "scheduled" ? "incident.plannedMaintenance" : "incident.openMaintenance", span),
    lang,
  );
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
