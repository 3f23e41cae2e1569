import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { Hatch, hatchFill } from "./hatch";

/** A stretch of time, in epoch milliseconds, over which health is one figure; null: nobody verified it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly health: number | null;
}

export interface CurveView {
  readonly level: string;
  readonly from: number;
  readonly to: number;
  /** In order of time, none overlapping; where none is, the network did not exist. */
  readonly spans: readonly Span[];
  readonly ticks: readonly { readonly at: number; readonly text: string; readonly isMinor: boolean }[];
  readonly updates: readonly { readonly at: number; readonly text: string }[];
  /** The last figure, written at the end of the line; null: not verified. */
  readonly end: string | null;
  readonly caption: string;
}

const heights = { low: 168, high: 240 } as const;
export type CurveHeight = keyof typeof heights;
const AXIS = 38;

interface Point {
  readonly at: number;
  readonly health: number | null;
}

/**
 * Health over time: accepted from below, refused hanging from above, hatched where nobody verified; there the line breaks.
 * Places across are percentages, so that words keep their size on every screen.
 */
interface Props {
  readonly view: CurveView;
  readonly id: string;
  readonly height: CurveHeight;
}

export function Curve({ view, id, height }: Props) {
  const bottom = heights[height];
  const y = scaleLinear([0, 100], [bottom, 0]);
  const x = scaleLinear([view.from, view.to], [0, 100]);
  const percent = (at: number) => `${Math.round(x(at) * 1000) / 1000}%`;
  const points = pointsOf(view.spans);
  const drawing = { x: (point: Point) => 10 * x(point.at), defined: (point: Point) => point.health !== null };
  const from = (point: Point) => y(point.health ?? 0);
  const shape = () => area<Point>().curve(curveStepAfter).x(drawing.x).defined(drawing.defined);
  const last = view.spans.at(-1);
  return (
    <svg className="chart" height={bottom + AXIS} role="img" aria-label={view.caption} data-level={view.level}>
      <Hatch id={id} />
      {view.spans.map((span) =>
        span.health === null ? (
          <rect
            key={span.from}
            x={percent(span.from)}
            width={`${x(span.to) - x(span.from)}%`}
            height={bottom}
            fill={hatchFill(id)}
          />
        ) : null,
      )}
      <svg
        viewBox={`0 0 1000 ${bottom}`}
        preserveAspectRatio="none"
        width="100%"
        height={bottom}
        aria-hidden="true"
        overflow="visible"
      >
        <path className="chart-accepted" d={shape().y0(bottom).y1(from)(points) ?? ""} />
        <path className="chart-refused" d={shape().y0(0).y1(from)(points) ?? ""} />
      </svg>
      {[0, 50, 100].map((share) => (
        <g key={share}>
          <line className={share === 0 ? "chart-base" : "chart-grid"} x2="100%" y1={y(share)} y2={y(share)} />
          <text x="0" dx="-8" y={y(share)} dy="0.35em" textAnchor="end">
            {share}
          </text>
        </g>
      ))}
      {view.ticks.map((tick) => (
        <g key={tick.at} className={tick.isMinor ? "max-sm:hidden" : undefined}>
          <line className="chart-grid" x1={percent(tick.at)} x2={percent(tick.at)} y2={bottom + 18} />
          <text x={percent(tick.at)} dx="4" y={bottom + 32}>
            {tick.text}
          </text>
        </g>
      ))}
      {view.updates.map((update) => (
        <line
          key={`${update.at} ${update.text}`}
          className="chart-mark"
          x1={percent(update.at)}
          x2={percent(update.at)}
          y1={bottom + 4}
          y2={bottom + 13}
        >
          <title>{update.text}</title>
        </line>
      ))}
      <svg
        viewBox={`0 0 1000 ${bottom}`}
        preserveAspectRatio="none"
        width="100%"
        height={bottom}
        aria-hidden="true"
        overflow="visible"
      >
        <path
          className="chart-trace"
          d={line<Point>().curve(curveStepAfter).x(drawing.x).y(from).defined(drawing.defined)(points) ?? ""}
        />
      </svg>
      {last && last.health !== null && view.end !== null && (
        <>
          <circle className="chart-end-dot" cx={percent(last.to)} cy={y(last.health)} r="5" />
          <text className="chart-end-label" x={percent(last.to)} dx="10" y={y(last.health)} dy="0.35em">
            {view.end}
          </text>
        </>
      )}
    </svg>
  );
}

/** The corners of the line: a figure at the start and end of each stretch, null where it breaks. */
function pointsOf(spans: readonly Span[]): Point[] {
  const points: Point[] = [];
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1];
    points.push({ at: span.from, health: span.health });
    if (next === undefined || next.from !== span.to || next.health === null) {
      points.push({ at: span.to, health: span.health }, { at: span.to, health: null });
    }
  }
  return points;
}
