import type { Span } from "@/components/curve-drawing";
import { drawCurve, placeOf } from "@/components/curve-drawing";
import type { HealthFigureView } from "@/components/health-figure";
import type { Window } from "@/domain/instant";
import { levelOfHealth } from "@/domain/level";
import { ticksOf } from "./ticks";
import type { Words } from "./words";

interface Curve {
  readonly network: string;
  readonly window: Window;
  readonly spans: readonly Span[];
  /** Updates posted, for marks under the axis. */
  readonly updates: readonly { readonly at: number; readonly title: string }[];
}

/** The curve of a network over a window, with its caption and its table in words. */
export function curveView({ network, window, spans, updates }: Curve, words: Words): HealthFigureView {
  const { t, f, now } = words;
  const last = spans.at(-1);
  const marks = updates
    .filter(({ at }) => at >= window.from && at <= window.to)
    .map(({ at, title }) => ({ x: placeOf(at, window), text: `${f.moment(at, now)}: ${title}` }));
  const caption = captionOf(network, window, spans, words);
  return {
    curve: {
      level: last === undefined || last.health === null ? "unknown" : levelOfHealth(last.health),
      ...drawCurve(spans, window),
      ticks: ticksOf(window, words).map(({ at, ...tick }) => ({ x: placeOf(at, window), ...tick })),
      updates: marks,
      end:
        last && last.to === window.to && last.health !== null
          ? { health: last.health, text: f.percent(last.health) }
          : null,
      caption,
    },
    legend: {
      accepted: t("figure.accepted"),
      refused: t("figure.refused"),
      unverified: t("figure.unverified"),
      update: marks.length === 0 ? null : t("figure.update"),
    },
    table: {
      summary: t("figure.table"),
      caption,
      columns: [t("figure.from"), t("figure.until"), t("figure.health")],
      rows: spans.map((span) => [
        f.moment(span.from, now),
        f.moment(span.to, now),
        span.health === null ? t("figure.unverified") : f.percent(span.health),
      ]),
    },
  };
}

function captionOf(network: string, { from, to }: Window, spans: readonly Span[], { t, f, now }: Words): string {
  const measured = spans.filter(({ health }) => health !== null);
  const lowest = measured.reduce<Span | null>(
    (low, span) => ((span.health ?? 0) < (low?.health ?? 101) ? span : low),
    null,
  );
  const unverifiedMs = spans.reduce((sum, span) => sum + (span.health === null ? span.to - span.from : 0), 0);
  // Not "until now": who reads a kept page may do so later.
  const sentences = [t("figure.span", { network, from: f.dayAndHour(from, now), to: f.dayAndHour(to, now) })];
  if (lowest === null) sentences.push(t("figure.nothing"));
  else if (measured.every(({ health }) => health === lowest.health)) {
    sentences.push(t("figure.steady", { health: f.percent(lowest.health ?? 0) }));
  } else sentences.push(t("figure.low", { health: f.percent(lowest.health ?? 0), at: f.moment(lowest.from, now) }));
  if (unverifiedMs > 0 && lowest !== null) sentences.push(t("figure.gap", { duration: f.duration(unverifiedMs) }));
  return sentences.join(" ");
}
