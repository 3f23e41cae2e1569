import { v5 as idFromName } from "uuid";
import type { FeedFormat } from "@/domain/contract/operations/feeds";
import { feedFormats } from "@/domain/contract/operations/feeds";
import type { Translations } from "@/domain/translation";
import { reader } from "@/domain/translation";
import type { Feed } from "@/server/feeds/feed";
import { listFeedItems } from "@/server/feeds/items";
import { writeJsonFeed } from "@/server/feeds/json";
import { writeAtom, writeRss } from "@/server/feeds/xml";
import { titleOf } from "@/server/incidents/answers";
import { pageUrl } from "@/server/incidents/links";
import { readIncident } from "@/server/incidents/lookup";
import type { Context } from "./context";
import { translator } from "./messages";
import { Problem } from "./problem";

/** What a feed follows. */
export type FeedScope =
  | { readonly subject: "site" }
  | { readonly subject: "network" | "incident"; readonly slug: string };

const writers: Readonly<Record<FeedFormat, (feed: Feed) => string>> = {
  rss: writeRss,
  atom: writeAtom,
  json: writeJsonFeed,
};

/**
 * A feed of the 50 updates posted last, newest first. The same facts give the same text, whenever it is asked for.
 * `lang` null: the site's language. Throws 404 `unknown_network` or `unknown_incident`.
 */
export async function feedOf(
  context: Context,
  scope: FeedScope,
  format: FeedFormat,
  lang: string | null = null,
): Promise<string> {
  const { settings } = context;
  const spoken = lang ?? settings.locale;
  const { words, path, items } = await contentOf(context, scope, spoken);
  const { siteId } = await context.db.state.findUniqueOrThrow({ where: { id: 1 } });
  const dates = items.map(({ updatedAt }) => updatedAt);
  return writers[format]({
    ...words,
    id: `urn:uuid:${idFromName(path, Buffer.from(siteId, "hex"))}`,
    lang: spoken,
    pageUrl: pageUrl(settings, spoken, path === "" ? "/" : path),
    selfUrl: pageUrl(settings, spoken, `${path}/${feedFormats[format].file}`),
    author: settings.pageName,
    updatedAt: dates.length === 0 ? null : Math.max(...dates),
    items,
  });
}

async function contentOf(context: Context, scope: FeedScope, lang: string) {
  const { settings } = context;
  const page = settings.pageName;
  const t = translator(lang);
  if (scope.subject === "site") {
    const words = { title: page, description: t("feed.description") };
    return { words, path: "", items: await listFeedItems(context, {}, lang) };
  }
  if (scope.subject === "network") {
    const { id, name } = await getNamedNetwork(context, scope.slug, lang);
    const words = {
      title: t("feed.network", { page, network: name }),
      description: t("feed.networkDescription", { network: name }),
    };
    return { words, path: `/networks/${scope.slug}`, items: await listFeedItems(context, { networkId: id }, lang) };
  }
  const { incident } = await readIncident(context.db, scope.slug);
  const title = titleOf(incident, { settings, lang }).text;
  const words = { title: t("feed.incident", { page, incident: title }), description: t("feed.incidentDescription") };
  const items = await listFeedItems(context, { incidentId: incident.id }, lang);
  return { words, path: `/incidents/${incident.slug}`, items };
}

async function getNamedNetwork({ db, settings }: Context, slug: string, lang: string) {
  const row = await db.network.findUnique({ where: { slug, hiddenAt: null } });
  if (row === null) throw new Problem(404, "unknown_network", "There is no network of that name.");
  const translations: Translations<"name"> = row.translationsJson === null ? {} : JSON.parse(row.translationsJson);
  return { id: row.id, name: reader(row.lang ?? settings.locale, translations, lang)("name", row.name).text };
}
