import type { IncidentView } from "@/components/incident";
import { incidentLevel } from "@/components/incident-level";
import type { IncidentAnswer } from "@/domain/contract/incident";
import type { Status } from "@/domain/contract/status";
import { getIncident } from "@/server/incidents";
import { nextWords, sinceWords, stepsOf } from "@/server/words/status-words";
import { loadSpans } from "./curve";
import { curveView } from "./curve-view";
import { threadView } from "./log-view";
import { networkNames } from "./names";
import type { Viewer } from "./viewer";
import { incidentWindow } from "./windows";

/** So many networks have a curve of their own; more would be a wall. */
const CURVES = 6;

/** An incident whole, by its slug, amid the present. Throws 404 `unknown_incident`. */
export async function loadIncident(
  slug: string,
  status: Pick<Status, "networks">,
  viewer: Viewer,
): Promise<IncidentView> {
  const { context, lang } = viewer;
  const [incident, networks] = await Promise.all([getIncident(context, slug, lang), networkNames(viewer)]);
  const langOf = (text: string) => (text === lang ? undefined : text);
  return {
    level: incident.resolvedAt === null ? incidentLevel(incident, status.networks) : "operational",
    title: incident.title,
    titleLang: langOf(incident.lang),
    since: sinceWords(incident, viewer),
    networks: incident.networks.flatMap((slug) => {
      const name = networks.get(slug);
      return name === undefined ? [] : [{ name, href: networkPath(slug, incident.slug, viewer) }];
    }),
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

/** A planned maintenance has no past to be drawn. */
async function figuresOf(incident: IncidentAnswer, names: ReadonlyMap<string, string>, viewer: Viewer) {
  if (Date.parse(incident.startedAt) >= viewer.now) return [];
  const window = incidentWindow(incident, viewer);
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

/** The page of a network, with its curve over the incident. */
function networkPath(slug: string, incident: string, { prefix }: Viewer): string {
  return `${prefix}/networks/${slug}?window=${incident}`;
}
