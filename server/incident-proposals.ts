import { claimsOf } from "@/domain/claims";
import type {
  ProposalAnswer,
  ProposalQuery,
  ProposedText,
  UpdateProposalAnswer,
} from "@/domain/contract/desk/incidents";
import type { IncidentProposal } from "@/domain/incident-proposal";
import { proposeIncident } from "@/domain/incident-proposal";
import { formatInstant } from "@/domain/instant";
import { readIncident } from "@/server/incidents/lookup";
import type { Actor } from "./actor";
import { requireStaff } from "./actor";
import type { Context } from "./context";
import { nameIn } from "./declaring/declared";
import type { PresentState } from "./figures/present";
import { getPresent } from "./figures/present";
import { incidentTemplate } from "./incident-templates";
import { listOpenIncidents } from "./incidents";
import { languages } from "./messages";
import { Problem } from "./problem";
import { sentencesOf } from "./sentences";
import type { Names } from "./words/clauses";
import { formats } from "./words/formats";

/** Of titles; what is longer is cut short. */
const TITLE_LENGTH = 120;

/**
 * An incident as the measurements would open it now, narrowed to networks, sources, or both, with titles and first texts in
 * every language of the pages: the sentence is the public page's own. `lang`: that of the names.
 * Throws 401, 403 `staff_only`, 404 `unknown_network` or `unknown_source`, 503.
 */
export async function getIncidentProposal(
  context: Context,
  actor: Actor,
  query: ProposalQuery,
  lang: string | null = null,
): Promise<ProposalAnswer> {
  requireStaff(actor, "editor");
  const state = await getPresent(context);
  const networks = query.network.map((slug) => {
    const found = state.networks.find(({ row }) => row.slug === slug);
    if (found === undefined) throw new Problem(404, "unknown_network", `There is no network ${slug}.`);
    return found.id;
  });
  const sources = query.source.map((slug) => {
    const found = [...state.sources].find(([, declared]) => declared.slug === slug);
    if (found === undefined) throw new Problem(404, "unknown_source", `There is no source ${slug}.`);
    return found[0];
  });
  const proposal = proposeIncident(state.networks, state.sources, { networks, sources });
  const open = await listOpenIncidents(context, lang);
  const chosen = new Set(proposal.networks.map(({ id }) => id));
  return {
    asOf: formatInstant(state.asOf),
    impact: proposal.impact,
    networks: state.networks.flatMap(({ id, row }) => (chosen.has(id) ? [row.slug] : [])),
    sources: proposal.sources.flatMap((id) => state.sources.get(id)?.slug ?? []),
    startedAt: proposal.startedAt === null ? null : formatInstant(proposal.startedAt),
    texts: byLanguage((spoken) => firstText(context, state, proposal, spoken)),
    maintenance: byLanguage((spoken) => {
      const t = incidentTemplate(spoken);
      return { title: t("maintenance.title"), bodyMarkdown: t("maintenance.body") };
    }),
    open: open.map(({ slug, title, lang: of, impact, networks, sources }) => {
      return { slug, title, lang: of, impact, networks, sources };
    }),
    declared: {
      networks: state.networks.map(({ row }) => ({ slug: row.slug, name: nameIn(row, lang) })),
      sources: [...state.sources.values()]
        .map((declared) => ({ slug: declared.slug, name: nameIn(declared, lang) }))
        .sort((a, b) => a.name.localeCompare(b.name, lang ?? undefined)),
    },
  };
}

/**
 * What to begin the next update of an incident with: how its networks stand now, in every language of the pages.
 * Throws as `getIncidentProposal` does, and 404 `unknown_incident`.
 */
export async function getUpdateProposal(
  context: Context,
  actor: Actor,
  idOrSlug: string,
): Promise<UpdateProposalAnswer> {
  requireStaff(actor, "editor");
  const { incident } = await readIncident(context.db, idOrSlug);
  const state = await getPresent(context);
  const ids = new Set(incident.networks.map(({ id }) => id));
  const networks = state.networks.filter(({ id }) => ids.size === 0 || ids.has(id));
  const about = { networks, traits: state.sources };
  return {
    texts: byLanguage((lang) =>
      [...sentences(context, state, about, lang), incidentTemplate(lang)("nextCalm")].join("\n\n"),
    ),
  };
}

function byLanguage<T>(make: (lang: string) => T): Record<string, T> {
  return Object.fromEntries(languages().map((lang) => [lang, make(lang)]));
}

function firstText(context: Context, state: PresentState, proposal: IncidentProposal, lang: string): ProposedText {
  if (proposal.networks.length === 0) return { title: "", bodyMarkdown: "" };
  const t = incidentTemplate(lang);
  const names = namesIn(state, lang);
  const { list } = formats(lang, context.settings.timeZone);
  const { deed, networks } = proposal;
  const sources = list(proposal.doers.map((id) => names.sources.get(id) ?? ""));
  const [only] = networks;
  const network =
    networks.length === 1 && state.networks.length > 1 && only ? (names.networks.get(only.id) ?? "") : "none";
  return {
    title: shortened(t("title", { deed, sources, network })),
    bodyMarkdown: [
      ...sentences(context, state, proposal, lang),
      t("meaning", { deed, sources }),
      t("doing", { sources }),
    ].join("\n\n"),
  };
}

/** A sentence for each network, as the public page says it; its name stands before it where there are several. */
function sentences(
  { settings }: Context,
  state: PresentState,
  { networks, traits }: Pick<IncidentProposal, "networks" | "traits">,
  lang: string,
): string[] {
  const names = namesIn(state, lang);
  const claims = claimsOf({ networks, sources: traits, declared: null });
  const said = sentencesOf(claims, { lang, timeZone: settings.timeZone, names, now: state.asOf });
  return networks.map(({ id }) => {
    const sentence = said.networks.get(id) ?? "";
    if (networks.length === 1) return sentence;
    return incidentTemplate(lang)("ofNetwork", { network: names.networks.get(id) ?? "", sentence });
  });
}

function namesIn(state: PresentState, lang: string): Names {
  return {
    networks: new Map(state.networks.map(({ id, row }) => [id, nameIn(row, lang)])),
    sources: new Map([...state.sources].map(([id, source]) => [id, nameIn(source, lang)])),
    // It speaks of what is measured alone.
    incidents: new Map(),
  };
}

function shortened(title: string): string {
  const letters = [...title];
  return letters.length <= TITLE_LENGTH ? title : `${letters.slice(0, TITLE_LENGTH - 1).join("")}…`;
}
