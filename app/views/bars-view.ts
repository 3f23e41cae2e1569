import type { Day } from "@/components/bars-drawing";
import { drawBars } from "@/components/bars-drawing";
import type { DayBarsView } from "@/components/day-bars";
import type { DayLine, DaysView } from "@/components/days";
import type { Bucket } from "@/domain/buckets";
import type { Instant } from "@/domain/instant";
import type { Words } from "./words";

/** The days of a network. */
export interface NetworkDays {
  /** One per day, oldest first, the last one today's. */
  readonly days: readonly Bucket[];
  /** When the network began; days before it are left blank. Null: it has not begun. */
  readonly beganAt: Instant | null;
}

interface Means {
  /** Over all of the days, and over those that a phone shows. */
  readonly mean: number | null;
  readonly meanOnPhone: number | null;
}

const ON_PHONE = 30;

/** The days of a network as bars, with what they say together. */
export function barsView(network: string, ofNetwork: NetworkDays & Means, words: Words): DayBarsView {
  const { t, f } = words;
  const { mean, meanOnPhone } = ofNetwork;
  const meanWords = (percent: number | null) =>
    percent === null ? t("figure.noMean") : t("figure.mean", { health: f.percent(percent) });
  const days = ofNetwork.days.length;
  return {
    drawing: drawBars(ofNetwork.days.map((day) => dayOf(day, ofNetwork))),
    caption: captionOf(network, ofNetwork, words),
    from: t("figure.daysAgo", { days }),
    fromOnPhone: t("figure.daysAgo", { days: Math.min(days, ON_PHONE) }),
    mean: meanWords(mean),
    meanOnPhone: meanWords(meanOnPhone),
    to: t("figure.today"),
  };
}

/** The same with every day told that has something to tell. */
export function daysView(network: string, ofNetwork: NetworkDays & Means, words: Words): DaysView {
  const { t } = words;
  const lines = ofNetwork.days.flatMap((day, slot) => lineOf(slot, day, ofNetwork, words) ?? []);
  return {
    bars: barsView(network, ofNetwork, words),
    lines,
    table: {
      summary: t("figure.table"),
      caption: t("figure.barsTable", { network }),
      columns: [t("figure.day"), t("figure.health")],
      rows: lines.map(({ day, words: said }) => [day, said]),
    },
  };
}

function dayOf(bucket: Bucket, { beganAt }: NetworkDays): Day {
  const isBefore = beganAt === null || bucket.to <= beganAt;
  return isBefore ? { mean: null, verifiedShare: null } : bucket;
}

function captionOf(network: string, { days, beganAt, mean }: NetworkDays & Means, { t, f, now }: Words): string {
  if (mean === null) return t("figure.barsNothing", { network, days: days.length });
  const sentences = [t("figure.barsSpan", { network, days: days.length, mean: f.percent(mean) })];
  const worst = days.reduce<Bucket | null>((low, day) => ((day.min ?? 100) < (low?.min ?? 100) ? day : low), null);
  if (worst !== null) {
    sentences.push(t("figure.barsLow", { health: f.percent(worst.min ?? 0), day: f.day(worst.from, now) }));
  }
  const gaps = days.filter(({ to, verifiedShare }) => beganAt !== null && to > beganAt && verifiedShare < 1).length;
  if (gaps > 0) sentences.push(t("figure.barsGaps", { days: gaps }));
  return sentences.join(" ");
}

/** Null for a day without anything to say: all of it got through, or the network was not there yet. */
function lineOf(slot: number, bucket: Bucket, { beganAt }: NetworkDays, words: Words): DayLine | null {
  const { from, to, mean, min, verifiedShare } = bucket;
  const { t, f, now } = words;
  if (beganAt === null || to <= beganAt) return null;
  if (mean === 100 && min === 100 && verifiedShare === 1) return null;
  const day = f.day(from, now);
  const said = mean === null || min === null ? t("figure.unverified") : partOf(mean, min, verifiedShare, words);
  return { slot, day, words: said, line: t("figure.dayLine", { day, words: said }) };
}

function partOf(mean: number, min: number, verifiedShare: number, { t, f }: Words): string {
  const values = { health: f.percent(mean), lowest: f.percent(min) };
  if (verifiedShare === 1) return t("figure.dayMean", values);
  return t("figure.dayPart", { ...values, verified: f.percent(Math.floor(1000 * verifiedShare) / 10) });
}
