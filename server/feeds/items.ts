import type { Instant } from "@/domain/instant";
import { HOUR_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import type { Reading } from "@/server/incidents/answers";
import { titleOf, versionAnswer } from "@/server/incidents/answers";
import { pageUrl } from "@/server/incidents/links";
import type { StoredIncident, StoredUpdate } from "@/server/incidents/rows";
import { incidentOf, updateOf, updateWithIncident } from "@/server/incidents/rows";
import { renderMarkdown } from "@/server/markdown";
import { translator } from "@/server/messages";
import { formats } from "@/server/words/formats";
import type { FeedItem } from "./feed";

const MAX_ITEMS = 50;

/** Whose updates: of incidents that name a network, of one incident, or (neither) of all. */
interface Subject {
  readonly networkId?: number;
  readonly incidentId?: string;
}

/** The updates posted last, newest first, at most 50, in `lang` as far as they are translated. */
export async function listFeedItems(
  { db, settings }: Context,
  { networkId, incidentId }: Subject,
  lang: string,
): Promise<FeedItem[]> {
  const rows = await db.update.findMany({
    where: {
      ...(incidentId === undefined ? {} : { incidentId }),
      ...(networkId === undefined ? {} : { incident: { networks: { some: { id: networkId } } } }),
    },
    orderBy: [{ postedAt: "desc" }, { id: "desc" }],
    take: MAX_ITEMS,
    include: updateWithIncident,
  });
  return rows.map((row) => itemOf(updateOf(row), incidentOf(row.incident), { settings, lang }, settings.timeZone));
}

function itemOf(
  update: StoredUpdate,
  incident: StoredIncident,
  reading: Reading & { readonly lang: string },
  timeZone: string,
): FeedItem {
  const t = translator(reading.lang);
  const page = pageUrl(reading.settings, reading.lang, `/incidents/${incident.slug}`);
  const { title, bodyMarkdown, lang } = versionAnswer(update, update.id, incident, reading);
  const body = renderMarkdown(bodyMarkdown, { idPrefix: update.id, pageUrl: page });
  return {
    id: `urn:uuid:${update.id}`,
    url: `${page}#${update.id}`,
    title: title ?? t("feed.item", { incident: titleOf(incident, reading).text, status: t(`status.${update.status}`) }),
    html: `${happened(update, reading.lang, timeZone)}${body}`,
    lang,
    publishedAt: update.postedAt,
    updatedAt: updatedAt(update),
  };
}

/** A paragraph that says when it happened, where that is not about when it was published. */
function happened({ at, postedAt, approximate }: StoredUpdate, lang: string, zone: string): string {
  if (Math.abs(postedAt - at) <= HOUR_MS) return "";
  const { day, hour, aboutHour } = formats(lang, zone);
  const told = { day: day(at, postedAt), hour: approximate ? aboutHour(at) : hour(at), zone };
  return `<p><em>${translator(lang)("feed.happened", told)}</em></p>\n`;
}

function updatedAt({ postedAt, editedAt, redactions }: StoredUpdate): Instant {
  return Math.max(postedAt, editedAt ?? postedAt, ...redactions.map(({ at }) => at));
}
