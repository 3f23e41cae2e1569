import type { ArchiveView } from "@/components/archive";
import type { IncidentSummary } from "@/domain/contract/incident";
import type { ListOf } from "@/domain/contract/list";
import { declaredLevel } from "@/domain/level";
import { capitalised } from "@/server/words/formats";
import type { Viewer } from "./viewer";

/** Incidents by the month in which they began, newest first, as they come. */
export function archiveView({ items, nextCursor }: ListOf<IncidentSummary>, viewer: Viewer): ArchiveView {
  const { t, f, lang, prefix } = viewer;
  const months: { name: string; incidents: ArchiveView["months"][number]["incidents"][number][] }[] = [];
  for (const incident of items) {
    const name = capitalised(f.month(Date.parse(incident.startedAt)), lang);
    const last = months.at(-1);
    const entry = entryOf(incident, viewer);
    if (last?.name === name) last.incidents.push(entry);
    else months.push({ name, incidents: [entry] });
  }
  return {
    title: t("incidents.title"),
    words: t("incidents.words"),
    months,
    older:
      nextCursor === null
        ? null
        : { text: t("incidents.older"), href: `${prefix}/incidents?before=${encodeURIComponent(nextCursor)}` },
  };
}

function entryOf(incident: IncidentSummary, { t, f, lang, prefix, now }: Viewer) {
  const startedAt = Date.parse(incident.startedAt);
  const isOpen = incident.resolvedAt === null;
  const endedAt = incident.resolvedAt === null ? now : Date.parse(incident.resolvedAt);
  const duration = f.duration(Math.max(0, endedAt - startedAt));
  const declared = declaredLevel([incident.impact]);
  const isPlanned = startedAt > now || incident.status === "scheduled";
  return {
    id: incident.id,
    href: `${prefix}/incidents/${incident.slug}`,
    title: incident.title,
    titleLang: incident.lang === lang ? undefined : incident.lang,
    at: incident.startedAt,
    day: capitalised(f.day(startedAt, now), lang),
    level: isOpen && declared !== "none" ? declared : "unknown",
    status: t(`status.${incident.status}`),
    isOpen,
    lasted: isPlanned ? null : isOpen ? t("incidents.ongoing", { duration }) : duration,
    kind: incident.impact === "maintenance" ? t("impact.maintenance") : null,
  };
}
