import type { Day, DayBarsView } from "@/components/day-bars";
import type { HealthBucket } from "@/domain/contract/health";
import type { Instant } from "@/domain/instant";
import type { Words } from "./words";

interface Bars {
  readonly network: string;
  /** One per day, oldest first, the last one today's. */
  readonly buckets: readonly HealthBucket[];
  /** When the network began; days before it are left blank. Null: it has not begun. */
  readonly beganAt: Instant | null;
  readonly mean: number | null;
  readonly meanOnPhone: number | null;
}

const ON_PHONE = 30;

/** The days of a network as bars, with what each says. */
export function barsView({ network, buckets, beganAt, mean, meanOnPhone }: Bars, words: Words): DayBarsView {
  const { t, f } = words;
  const meanWords = (percent: number | null) =>
    percent === null ? t("figure.noMean") : t("figure.mean", { health: f.percent(percent) });
  const days = buckets.length;
  return {
    days: buckets.map((bucket) => dayOf(bucket, beganAt, words)),
    caption:
      mean === null
        ? t("figure.barsNothing", { network, days })
        : t("figure.barsSpan", { network, days, mean: f.percent(mean) }),
    table: t("figure.barsTable", { network }),
    from: t("figure.daysAgo", { days }),
    fromOnPhone: t("figure.daysAgo", { days: Math.min(days, ON_PHONE) }),
    mean: meanWords(mean),
    meanOnPhone: meanWords(meanOnPhone),
    to: t("figure.today"),
  };
}

function dayOf({ from, to, mean, min, verifiedShare }: HealthBucket, beganAt: Instant | null, words: Words): Day {
  const { t, f, now } = words;
  if (beganAt === null || Date.parse(to) <= beganAt) return { mean: null, verifiedShare: null, told: null };
  if (mean === 100 && min === 100 && verifiedShare === 1) return { mean, verifiedShare, told: null };
  const day = f.day(Date.parse(from), now);
  const said = mean === null || min === null ? t("figure.unverified") : partOf(mean, min, verifiedShare, words);
  return { mean, verifiedShare, told: { day, words: said, line: t("figure.dayLine", { day, words: said }) } };
}

function partOf(mean: number, min: number, verifiedShare: number, { t, f }: Words): string {
  const values = { health: f.percent(mean), lowest: f.percent(min) };
  if (verifiedShare === 1) return t("figure.dayMean", values);
  return t("figure.dayPart", { ...values, verified: f.percent(Math.floor(1000 * verifiedShare) / 10) });
}
