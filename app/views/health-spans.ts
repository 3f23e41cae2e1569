import type { Span } from "@/components/curve-drawing";
import type { HealthBucket, HealthPoint } from "@/domain/contract/health";
import type { Instant } from "@/domain/instant";

/** Stretches of one published health each, from points that hold until the next, the last until `to`. None where no address was sending. */
export function spansOfPoints(points: readonly HealthPoint[], to: Instant): Span[] {
  return points.reduce<Span[]>((spans, point, index) => {
    const next = points[index + 1];
    const span = {
      from: Date.parse(point.at),
      to: next === undefined ? to : Date.parse(next.at),
      health: healthOf(point),
    };
    return point.sending === 0 || span.from >= span.to ? spans : joined(spans, span);
  }, []);
}

/** The same from buckets, each at its lowest: a summary never looks better than what it sums up. */
export function spansOfBuckets(buckets: readonly HealthBucket[]): Span[] {
  return buckets.reduce<Span[]>(
    (spans, { from, to, min }) => joined(spans, { from: Date.parse(from), to: Date.parse(to), health: min }),
    [],
  );
}

/** Stretches that end at an instant, ending in what is published of it: of no length where it begins there, or where only steps are told. */
export function withPresent(past: readonly Span[], point: HealthPoint): Span[] {
  if (point.sending === 0) return [...past];
  const at = Date.parse(point.at);
  return joined(past, { from: at, to: at, health: healthOf(point) });
}

function healthOf({ verified, health }: HealthPoint): number | null {
  return verified ? health : null;
}

function joined(spans: readonly Span[], span: Span): Span[] {
  const last = spans.at(-1);
  if (last === undefined || last.health !== span.health || last.to !== span.from) return [...spans, span];
  return [...spans.slice(0, -1), { ...last, to: span.to }];
}
