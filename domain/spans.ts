import type { Instant, Interval, Setting, Window } from "./instant";

/** Disjoint windows in ascending order that do not touch. An end may be Infinity. */
export type Spans = readonly Window[];

/** All that lies in any of the intervals, given in any order. */
export function unionOf(intervals: readonly Interval[]): Spans {
  const spans: Window[] = [];
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    append(spans, from, to ?? Number.POSITIVE_INFINITY);
  }
  return spans;
}

/** Adds [from, to), which begins no earlier than the last of the spans, in place. */
export function append(spans: Window[], from: Instant, to: Instant): void {
  const last = spans.at(-1);
  if (from >= to) return;
  if (last === undefined || from > last.to) spans.push({ from, to });
  else if (to > last.to) spans[spans.length - 1] = { from: last.from, to };
}

export function intersectionOf(a: Spans, b: Spans): Spans {
  const spans: Window[] = [];
  let i = 0;
  let j = 0;
  for (let left = a[i], right = b[j]; left !== undefined && right !== undefined; left = a[i], right = b[j]) {
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from < to) spans.push({ from, to });
    if (left.to < right.to) i++;
    else j++;
  }
  return spans;
}

/** What of the intervals lies in the window. */
export function clip(intervals: readonly Interval[], window: Window): Spans {
  return intersectionOf(unionOf(intervals), [window]);
}

/** What of `a` lies in none of `b`. */
export function differenceOf(a: Spans, b: Spans): Spans {
  return intersectionOf(a, complementOf(b));
}

function complementOf(spans: Spans): Spans {
  const gaps: Window[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    if (from < span.from) gaps.push({ from, to: span.from });
    from = span.to;
  }
  if (from < Number.POSITIVE_INFINITY) gaps.push({ from, to: Number.POSITIVE_INFINITY });
  return gaps;
}

/** When the setting's value satisfies `holds`. */
export function spansWhere<T>(settings: readonly Setting<T>[], holds: (value: T) => boolean): Spans {
  return unionOf(piecesOf(settings).filter(({ value }) => holds(value)));
}

/** A setting as the stretches during which each value holds. */
export function piecesOf<T>(settings: readonly Setting<T>[]): (Window & { readonly value: T })[] {
  return settings.map(({ from, value }, index) => ({
    from,
    to: settings[index + 1]?.from ?? Number.POSITIVE_INFINITY,
    value,
  }));
}
