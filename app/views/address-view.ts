import type { AddressView } from "@/components/address";
import type { AddressAnswer } from "@/domain/contract/address";
import { DAY_MS } from "@/domain/instant";
import { capitalised } from "@/server/formats";
import { partsOf } from "@/server/messages";
import { networkNames, sourceNames } from "./names";
import type { Viewer } from "./viewer";

const DAYS = 90;

/** What is said of an address: who blocks it, and when it was blocked. */
export async function addressView(answer: AddressAnswer, viewer: Viewer): Promise<AddressView> {
  const { t, f, now } = viewer;
  const [networks, sources] = await Promise.all([networkNames(viewer), sourceNames(viewer)]);
  const nameOf = (source: string) => sources.get(source) ?? source;
  const network = networks.get(answer.network) ?? answer.network;
  const moment = (text: string) => f.moment(Date.parse(text), now);
  return {
    ...verdictOf(answer, nameOf, viewer),
    place: t(answer.role === "idle" ? "address.idle" : "address.network", { network }),
    blocks: answer.blocks.map(({ source, counts, effect, since, removalUrl, removalRequestedAt }) => ({
      source: nameOf(source),
      effect: t(`effect.${effect}`),
      since: moment(since),
      note:
        [
          ...(counts ? [] : [t("address.uncounted")]),
          ...(removalRequestedAt === null ? [] : [t("address.requested", { moment: moment(removalRequestedAt) })]),
        ].join(" · ") || null,
      removal: removalUrl === null ? null : { text: t("address.removal"), href: removalUrl },
    })),
    strip: stripOf(answer, viewer),
    history: answer.history.blocks
      .map(({ source, effect, from, to }) => ({
        source: nameOf(source),
        effect: t(`effect.${effect}`),
        from: capitalised(moment(from), viewer.lang),
        to: to === null ? t("address.open") : capitalised(moment(to), viewer.lang),
        at: Date.parse(from),
      }))
      .sort((a, b) => b.at - a.at),
  };
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
