import type { CustomerAnswer, CustomerAnswerQuery } from "@/domain/contract/desk/incidents";
import type { IncidentAnswer } from "@/domain/contract/incident";
import type { Status } from "@/domain/contract/status";
import { parseInstant } from "@/domain/instant";
import type { Actor } from "./actor";
import { requireStaff } from "./actor";
import type { Context } from "./context";
import { incidentTemplate } from "./incident-templates";
import { getIncident } from "./incidents";
import { pageUrl } from "./incidents/links";
import { plainText } from "./markdown";
import { languages } from "./messages";
import { Problem } from "./problem";
import { getStatus } from "./status";
import { formats } from "./words/formats";

/** A customer reads three lines, not a page. */
const LINE_LENGTH = 320;

/**
 * What to answer a customer who asks, about an incident (by id or slug) or a network, in every language of the pages: three plain
 * lines, what happens, what is done and need not be done, when more is told, with the link. All of it is public already.
 * Throws 401, 403 `staff_only`, 404 `unknown_incident` or `unknown_network`, 422 `invalid` unless one of both is named, 503.
 */
export async function getCustomerAnswer(
  context: Context,
  actor: Actor,
  { incident, network }: CustomerAnswerQuery,
): Promise<CustomerAnswer> {
  requireStaff(actor, "editor");
  if ((incident === null) === (network === null)) throw new Problem(422, "invalid", "Name an incident or a network.");
  const texts: Record<string, string> = {};
  for (const lang of languages()) {
    const status = await getStatus(context, lang);
    const slug = incident ?? openIncidentOf(status, network);
    const lines =
      slug === null
        ? aboutNetwork(context, status, network, lang)
        : aboutIncident(context, status, await getIncident(context, slug, lang), lang);
    texts[lang] = lines.join("\n");
  }
  return { texts };
}

/** That of the network which readers are told of: the one begun last. Throws 404 `unknown_network`. */
function openIncidentOf({ networks, incidents }: Status, network: string | null): string | null {
  if (!networks.some(({ slug }) => slug === network)) {
    throw new Problem(404, "unknown_network", "There is no such network.");
  }
  const about = incidents.find(
    ({ networks: named, impact }) => impact !== "maintenance" && named.includes(network ?? ""),
  );
  return about?.slug ?? null;
}

function aboutIncident(context: Context, status: Status, incident: IncidentAnswer, lang: string): string[] {
  const { settings } = context;
  const t = incidentTemplate(lang);
  const f = formats(lang, settings.timeZone);
  const now = context.clock.now();
  const moment = (text: string) => f.dayAndHour(parseInstant(text) ?? now, now);
  const { title, startedAt, resolvedAt, updates, noticeMarkdown, nextUpdateBy, url } = incident;
  const [latest] = updates;
  const standing = status.networks.filter(({ slug }) => incident.networks.includes(slug)).map(({ summary }) => summary);
  const told = latest === undefined ? "" : oneLine([latest.title, withoutSaid(latest.bodyMarkdown, standing)]);
  const isAhead = nextUpdateBy !== null && (parseInstant(nextUpdateBy) ?? 0) > now;
  return [
    oneLine([
      t("answer.about", { title, since: moment(startedAt) }),
      ...(resolvedAt === null ? standing.slice(0, 2) : []),
    ]),
    [
      ...(latest === undefined ? [] : [t("answer.told", { moment: moment(latest.at), words: told })]),
      ...(resolvedAt === null && noticeMarkdown !== null ? [oneLine([noticeMarkdown])] : []),
    ].join(" "),
    resolvedAt !== null
      ? t("answer.over", { moment: moment(resolvedAt), url })
      : isAhead && nextUpdateBy !== null
        ? t("answer.next", { moment: moment(nextUpdateBy), url })
        : t("answer.follow", { url }),
  ];
}

function aboutNetwork(context: Context, status: Status, slug: string | null, lang: string): string[] {
  const t = incidentTemplate(lang);
  const network = status.networks.find((candidate) => candidate.slug === slug);
  const isBlocked = (network?.blocked ?? 0) > 0;
  return [
    oneLine([`${network?.name ?? ""}: ${network?.summary ?? ""}`]),
    isBlocked ? t("answer.working") : t("answer.quiet"),
    t("answer.follow", { url: pageUrl(context.settings, lang, `/networks/${slug}`) }),
  ];
}

/** A text without the sentences that were said already: what an update was filled in with may still be so. */
function withoutSaid(markdown: string, said: readonly string[]): string {
  const rest = said.reduce((text, sentence) => (sentence === "" ? text : text.replace(sentence, "")), markdown);
  return rest.trim() === "" ? markdown : rest;
}

/** Texts as one plain line, cut at a word where it would be long. Each that ends without a stop is given one. */
function oneLine(texts: readonly (string | null)[]): string {
  const plain = texts
    .flatMap((text) => (text === null ? [] : plainText(text).trim()))
    .filter((text) => text !== "")
    .map((text) => (/[.!?…:]$/u.test(text) ? text : `${text}.`))
    .join(" ");
  if (plain.length <= LINE_LENGTH) return plain;
  return `${plain.slice(0, LINE_LENGTH).replace(/\s+\S*$/u, "")} …`;
}
