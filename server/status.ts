import { claimsOf } from "@/domain/claims";
import type { NetworkStatus, Status } from "@/domain/contract/status";
import { declaredBy } from "@/domain/declared";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import { declaredLevel, measuredLevel, worse } from "@/domain/level";
import { descriptionIn, nameIn } from "@/server/declaring/declared";
import type { NetworkNow, PresentState } from "@/server/figures/present";
import { getPresent } from "@/server/figures/present";
import { sourceStatuses } from "@/server/words/source-statuses";
import type { Listener } from "@/server/words/status-words";
import { incidentWords, networkWords, statusWords } from "@/server/words/status-words";
import type { Context } from "./context";
import { listOpenIncidents } from "./incidents";
import { perContext } from "./per-context";
import { sentencesOf } from "./sentences";

/**
 * The present, whole. `lang` null, or one that nobody wrote: texts in their original language, our sentences in the site's.
 * Throws 503 as the database says.
 */
export async function getStatus(context: Context, lang: string | null): Promise<Status> {
  const state = await getPresent(context);
  if (lang !== null && !context.settings.languages.includes(lang)) return putIntoWords(context, state, lang);
  const kept = keptOf(context);
  const said = kept.get(state) ?? new Map<string | null, Promise<Status>>();
  kept.set(state, said);
  const status = said.get(lang) ?? putIntoWords(context, state, lang);
  said.set(lang, status);
  status.catch(() => said.delete(lang));
  return status;
}

/** What was said of a present, by language: incidents change with its version. */
const keptOf = perContext("statuses", () => new WeakMap<PresentState, Map<string | null, Promise<Status>>>());

async function putIntoWords(context: Context, state: PresentState, lang: string | null): Promise<Status> {
  const { settings } = context;
  const incidents = await listOpenIncidents(context, lang);
  const listener = {
    lang: lang !== null && settings.languages.includes(lang) ? lang : settings.locale,
    timeZone: settings.timeZone,
    now: state.asOf,
  };
  const declared = declaredLevel(incidents.map(({ impact }) => impact));
  const measured = measuredLevel(state.networks.map(({ counts }) => counts));
  const level = worse(measured, declared);
  const names = {
    networks: new Map(state.networks.map(({ id, row }) => [id, nameIn(row, lang)])),
    sources: new Map([...state.sources].map(([id, source]) => [id, nameIn(source, lang)])),
    incidents: new Map(incidents.map(({ slug, title }) => [slug, title])),
  };
  const ids = state.networks.map(({ id }) => id);
  const told = incidents.map(({ slug, impact, networks: slugs }) => ({
    slug,
    impact,
    networks: state.networks.flatMap(({ id, row }) => (slugs.includes(row.slug) ? [id] : [])),
  }));
  const claims = claimsOf({ networks: state.networks, sources: state.sources, declared: declaredBy(told, ids) });
  const { headline, headlineParts, summary, networks: summaries } = sentencesOf(claims, { ...listener, names });
  const networks = state.networks.map((network) =>
    keptStatusOf(context, network, sourceStatuses(context, network, state.sources, lang, listener), {
      summary: summaries.get(network.id) ?? "",
      lang,
      listener,
    }),
  );
  return {
    asOf: formatInstant(state.asOf),
    version: state.version,
    freshness: "fresh",
    page: {
      name: settings.pageName,
      url: settings.publicUrl,
      timeZone: settings.timeZone,
      locale: settings.locale,
    },
    overall: { level, measured, declared, headline, headlineParts: [...headlineParts], summary },
    networks,
    words: statusWords({ headlineParts: [...headlineParts] }, networks, listener),
    incidents: incidents.map((incident) => ({ ...incident, words: incidentWords(incident, listener) })),
  };
}

interface Said {
  readonly summary: string;
  readonly lang: string | null;
  readonly listener: Listener;
}

const statusesOf = perContext("network-statuses", () => new WeakMap<NetworkNow, Map<string, NetworkStatus>>());

/** Put into words once for a network, sources and a summary that stay the same: of many networks, an event changes one. */
function keptStatusOf(
  context: Context,
  network: NetworkNow,
  sources: NetworkStatus["sources"],
  said: Said,
): NetworkStatus {
  const kept = statusesOf(context);
  const byLanguage = kept.get(network) ?? new Map<string, NetworkStatus>();
  kept.set(network, byLanguage);
  const key = `${said.lang} ${said.listener.lang} ${said.listener.timeZone}`;
  const last = byLanguage.get(key);
  if (last?.sources === sources && last.summary === said.summary) return last;
  const fresh = networkStatus(network, sources, said);
  byLanguage.set(key, fresh);
  return fresh;
}

function networkStatus(
  network: NetworkNow,
  sources: NetworkStatus["sources"],
  { summary, lang, listener }: Said,
): NetworkStatus {
  const { row, figures } = network;
  const status = {
    slug: row.slug,
    name: nameIn(row, lang),
    description: descriptionIn(row, lang),
    customerShare: row.customerShare,
    ...figures,
    level: network.level,
    idle: network.idle,
    idleBlocked: network.idleBlocked,
    verifiedAt: textOf(network.verifiedAt),
    unverifiedSince: textOf(network.notVerifiedSince),
    since: textOf(network.since),
    availability: network.availability,
    sources,
  };
  return { ...status, summary, words: networkWords(status, listener) };
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
