import type { Span } from "@/components/curve-drawing";
import type { HealthFigureView } from "@/components/health-figure";
import type { Window } from "@/domain/instant";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { healthAt, healthBuckets, healthPoints } from "@/server/health";
import { getIncident } from "@/server/incidents";
import { isProblem } from "@/server/problem";
import { listTimeline } from "@/server/timeline";
import { curveView } from "./curve-view";
import { spansOfBuckets, spansOfPoints, withPresent } from "./health-spans";
import type { Viewer } from "./viewer";
import { incidentWindow, isRolling, rollingWindow } from "./windows";

/** More corners than this nobody can see, and a phone has to draw them. */
const MAX_POINTS = 1_000;
const MAX_BUCKETS = 400;
const MAX_MARKS = 200;

interface Network {
  readonly slug: string;
  readonly name: string;
}

/**
 * The curve of a network over a window: "24h", "7d", "30d", "90d", or the slug of an incident, with the updates that concern
 * the network. Throws 404 `unknown_network`, and `unknown_incident` for another window.
 */
export async function loadCurve(
  { slug, name }: Network,
  windowName: string,
  viewer: Viewer,
): Promise<HealthFigureView> {
  const { context, lang, now } = viewer;
  const window = isRolling(windowName)
    ? rollingWindow(windowName, now)
    : incidentWindow(await getIncident(context, windowName, lang), viewer);
  const [spans, { items }] = await Promise.all([
    loadSpans(slug, window, viewer),
    listTimeline(
      context,
      { network: slug, from: window.from, to: window.to + 1, cursor: null, limit: MAX_MARKS },
      lang,
    ),
  ]);
  const updates = items.flatMap((item) =>
    item.kind === "update" ? [{ at: Date.parse(item.at), title: item.title ?? item.incidentTitle }] : [],
  );
  return curveView({ network: name, window, spans, updates }, viewer);
}

/**
 * Health over a window, change by change, or in steps at their lowest where there are more changes than can be seen. Where the
 * window ends now, the last is what is now, though it has not lasted yet.
 */
export async function loadSpans(slug: string, window: Window, { context, now }: Viewer): Promise<Span[]> {
  const past = await loadPast(slug, window, context);
  return window.to === now ? withPresent(past, await healthAt(context, slug, { at: now })) : past;
}

async function loadPast(slug: string, window: Window, context: Context): Promise<Span[]> {
  try {
    const { points } = await healthPoints(context, slug, window);
    if (points.length <= MAX_POINTS) return spansOfPoints(points, window.to);
  } catch (error) {
    if (!isProblem(error) || error.code !== "range_too_wide") throw error;
  }
  const { buckets } = await healthBuckets(context, slug, { ...window, step: stepFor(window) });
  return spansOfBuckets(buckets);
}

/** The finest step that a screen can show. */
function stepFor({ from, to }: Window): string {
  const lengthMs = to - from;
  const step = [5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS].find((ms) => lengthMs / ms <= MAX_BUCKETS);
  if (step === undefined) return `${Math.ceil(lengthMs / DAY_MS / MAX_BUCKETS)}d`;
  return `${step / MINUTE_MS}m`;
}
