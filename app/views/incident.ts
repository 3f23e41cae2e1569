import type { IncidentView } from "@/components/incident";
import type { IncidentAnswer } from "@/domain/contract/incident";
import type { Level } from "@/domain/level";
import { declaredLevel } from "@/domain/level";
import { getIncident } from "@/server/incidents";
import { nextWords, sinceWords, stepsOf } from "@/server/status-words";
import { loadSpans } from "./curve";
import { curveView } from "./curve-view";
import { threadView } from "./log-view";
import { networkNames } from "./names";
import type { Viewer } from "./viewer";
import { incidentWindow } from "./windows";

/** So many networks have a curve of their own; more would be a wall. */
const CURVES = 6;

/** An incident whole, by its slug. Throws 404 `unknown_incident`. */
export async function loadIncident(slug: string, viewer: Viewer): Promise<IncidentView> {
  const { context, lang } = viewer;
  const [incident, networks] = await Promise.all([getIncident(context, slug, lang), networkNames(viewer)]);
  const langOf = (text: string) => (text === lang ? undefined : text);
  return {
    level: levelOf(incident),
    title: incident.title,
    titleLang: langOf(incident.lang),
    since: sinceWords(incident, viewer),
    steps: stepsOf(incident.status, lang),
    next: nextWords(incident.nextUpdateBy, viewer),
    notice: incident.noticeHtml === null ? null : { html: incident.noticeHtml, lang: langOf(incident.noticeLang) },
    postmortem:
      incident.postmortemHtml === null
        ? null
        : { html: incident.postmortemHtml, lang: langOf(incident.postmortemLang) },
    figures: await figuresOf(incident, networks, viewer),
    thread: threadView(incident.slug, incident.updates, incident.measured, { ...viewer, networks }),
  };
}

/** The colour of the page: what is declared, and once it is over, all well. */
function levelOf({ impact, resolvedAt }: IncidentAnswer): Level {
  if (resolvedAt !== null) return "operational";
  const declared = declaredLevel([impact]);
  return declared === "none" ? "unknown" : declared;
}

/** A planned maintenance has no past to be drawn. */
async function figuresOf(incident: IncidentAnswer, names: ReadonlyMap<string, string>, viewer: Viewer) {
  if (Date.parse(incident.startedAt) >= viewer.now) return [];
  const window = incidentWindow(incident, viewer.now);
  const updates = incident.updates.map(({ at, title, status }) => ({
    at: Date.parse(at),
    title: title ?? viewer.t(`status.${status}`),
  }));
  return Promise.all(
    incident.networks
      .filter((slug) => names.has(slug))
      .slice(0, CURVES)
      .map(async (slug) => {
        const spans = await loadSpans(slug, window, viewer);
        const name = names.get(slug) ?? slug;
        return { slug, name, figure: curveView({ network: name, window, spans, updates }, viewer) };
      }),
  );
}
