import type { CurveDrawing } from "./curve-drawing";
import { Hatch, hatchFill } from "./hatch";

export interface CurveView extends CurveDrawing {
  readonly level: string;
  /** Places are in percent from the left. */
  readonly ticks: readonly { readonly x: number; readonly text: string; readonly isMinor: boolean }[];
  readonly updates: readonly { readonly x: number; readonly text: string }[];
  /** The last figure, at the end of the line; null: the line does not reach the end. */
  readonly end: { readonly health: number; readonly text: string } | null;
  readonly caption: string;
}

const heights = { low: 168, high: 240 } as const;
export type CurveHeight = keyof typeof heights;
const AXIS = 38;

interface Props {
  readonly view: CurveView;
  readonly id: string;
  readonly height: CurveHeight;
}

/**
 * Health over time: accepted from below, refused hanging from above, hatched where nobody verified; there the line breaks.
 * Places across are percentages and shapes are stretched, so that words keep their size on every screen.
 */
export function Curve({ view, id, height }: Props) {
  const bottom = heights[height];
  const y = (health: number) => (bottom * (100 - health)) / 100;
  const stretched = { viewBox: "0 0 1000 100", preserveAspectRatio: "none", width: "100%", height: bottom } as const;
  return (
    <svg className="chart" height={bottom + AXIS} role="img" aria-label={view.caption} data-level={view.level}>
      <Hatch id={id} />
      {view.gaps.map((gap) => (
        <rect key={gap.x} x={`${gap.x}%`} width={`${gap.width}%`} height={bottom} fill={hatchFill(id)} />
      ))}
      <svg {...stretched} aria-hidden="true">
        <path className="chart-accepted" d={view.accepted} />
        <path className="chart-refused" d={view.refused} />
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
        <g key={tick.x} className={tick.isMinor ? "max-sm:hidden" : undefined}>
          <line className="chart-grid" x1={`${tick.x}%`} x2={`${tick.x}%`} y2={bottom + 18} />
          <text x={`${tick.x}%`} dx="4" y={bottom + 32}>
            {tick.text}
          </text>
        </g>
      ))}
      {view.updates.map(({ x, text }) => (
        <line key={`${x} ${text}`} className="chart-mark" x1={`${x}%`} x2={`${x}%`} y1={bottom + 4} y2={bottom + 13}>
          <title>{text}</title>
        </line>
      ))}
      <svg {...stretched} overflow="visible" aria-hidden="true">
        <path className="chart-trace" d={view.trace} />
      </svg>
      {view.end !== null && (
        <>
          <circle className="chart-end-dot" cx="100%" cy={y(view.end.health)} r="5" />
          <text className="chart-end-label" x="100%" dx="10" y={y(view.end.health)} dy="0.35em">
            {view.end.text}
          </text>
        </>
      )}
    </svg>
  );
}
