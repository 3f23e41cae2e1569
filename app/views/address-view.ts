import type { AddressView } from "@/components/address";
import { deedOf } from "@/domain/blockers";
import type { AddressAnswer } from "@/domain/contract/address";
import { SourceKind } from "@/domain/contract/source";
import type { Effect } from "@/domain/facts";
import { DAY_MS } from "@/domain/instant";
import { partsOf } from "@/server/messages";
import { getStatus } from "@/server/status";
import { capitalised } from "@/server/words/formats";
import { networkNames, sourcesBySlug } from "./names";
import type { Viewer } from "./viewer";

const DAYS = 90;

/** What is said of an address: who blocks it, and when it was blocked. Receivers first, since they refuse on their own. */
export async function addressView(answer: AddressAnswer, viewer: Viewer): Promise<AddressView> {
  const { t, f, now, lang } = viewer;
  const [networks, sources, { incidents }] = await Promise.all([
    networkNames(viewer),
    sourcesBySlug(viewer),
    getStatus(viewer.context, lang),
  ]);
  const nameOf = (source: string) => sources.get(source)?.name ?? source;
  const rank = (source: string) => SourceKind.options.indexOf(sources.get(source)?.kind ?? "manual");
  const deed = (source: string, effect: Effect) => {
    const did = deedOf(sources.get(source)?.kind ?? "manual", { blocked: 1, deferred: effect === "deferred" ? 1 : 0 });
    return t("claims.deed", { deed: did, count: 1 });
  };
  const moment = (text: string) => capitalised(f.dayAndHour(Date.parse(text), now), lang);
  const blocks = answer.blocks.toSorted(
    (a, b) => Number(b.counts) - Number(a.counts) || rank(a.source) - rank(b.source),
  );
  const history = answer.history.blocks.toSorted(
    (a, b) => Date.parse(b.from) - Date.parse(a.from) || rank(a.source) - rank(b.source),
  );
  return {
    ...verdictOf({ ...answer, blocks }, nameOf, viewer),
    place: t(answer.role === "idle" ? "address.idle" : "address.network", {
      network: networks.get(answer.network) ?? answer.network,
    }),
    placeHref: networks.has(answer.network) ? `${viewer.prefix}/networks/${answer.network}` : null,
    incidents: incidents
      .filter((incident) => incident.networks.includes(answer.network))
      .map((incident) => ({ title: incident.title, href: `${viewer.prefix}/incidents/${incident.slug}` })),
    blocks: blocks.map(({ source, counts, effect, since, removalUrl, removalRequestedAt }) => ({
      source: nameOf(source),
      effect: deed(source, effect),
      since: moment(since),
      note: noteOf(counts, removalRequestedAt, viewer),
      removal: removalUrl === null ? null : { text: t("address.removal"), href: removalUrl },
    })),
    strip: stripOf(answer, viewer),
    history: history.map(({ source, effect, from, to }) => ({
      source: nameOf(source),
      effect: deed(source, effect),
      from: moment(from),
      to: to === null ? t("address.open") : moment(to),
    })),
  };
}

function noteOf(counts: boolean, removalRequestedAt: string | null, { t, f, now }: Viewer): string | null {
  const notes = counts ? [] : [t("address.uncounted")];
  if (removalRequestedAt !== null) {
    notes.push(t("address.requested", { moment: f.moment(Date.parse(removalRequestedAt), now) }));
  }
  return notes.length === 0 ? null : notes.join(" · ");
}

function verdictOf({ address, blocked, blocks }: AddressAnswer, nameOf: (source: string) => string, viewer: Viewer) {
  const { t, f, now } = viewer;
  if (blocks.length === 0) {
    return {
      level: "operational",
      headline: [{ text: t("address.clear", { address }), mark: null }],
      words: t("address.clearWords"),
    };
  }
  const telling = blocks.filter(({ counts }) => counts || !blocked);
  const values = { address, sources: f.list(telling.map(({ source }) => nameOf(source))) };
  const moment = f.moment(Math.min(...telling.map(({ since }) => Date.parse(since))), now);
  return {
    level: blocked ? "major_outage" : "degraded",
    headline: partsOf(t, blocked ? "address.blocked" : "address.uncountedOnly", values),
    words: blocked
      ? t("address.blockedWords", { moment })
      : t("address.uncountedWords", { moment, count: telling.length }),
  };
}

function stripOf({ address, history }: AddressAnswer, { t, f, now }: Viewer): AddressView["strip"] {
  const from = now - DAYS * DAY_MS;
  const share = history.blockedShare90d;
  return {
    caption:
      share === null || share === 0
        ? t("address.spanNever", { address })
        : t("address.span", { address, percent: f.percent(Math.ceil(1000 * share) / 10) }),
    blocks: unionOf(
      history.blocks.map((block) => ({
        from: Math.max(0, (Date.parse(block.from) - from) / (now - from)),
        to: block.to === null ? 1 : (Date.parse(block.to) - from) / (now - from),
      })),
    ),
    from: t("figure.daysAgo", { days: DAYS }),
    to: t("figure.now"),
  };
}

/** Stretches that touch or overlap, as one. */
function unionOf(stretches: readonly { from: number; to: number }[]): { from: number; to: number }[] {
  const union: { from: number; to: number }[] = [];
  for (const stretch of stretches.filter(({ to }) => to > 0).sort((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last !== undefined && stretch.from <= last.to) last.to = Math.max(last.to, stretch.to);
    else union.push({ ...stretch });
  }
  return union;
}
