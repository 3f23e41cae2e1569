import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";

/** A stretch of time, in epoch milliseconds, over which health is one figure; null: nobody verified it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly health: number | null;
}

/** Shapes in a box of 1000 by 100 that is stretched to its room, and places across it in percent. */
export interface CurveDrawing {
  readonly accepted: string;
  readonly refused: string;
  readonly trace: string;
  /** Where nobody verified. */
  readonly gaps: readonly { readonly x: number; readonly width: number }[];
}

interface Corner {
  readonly at: number;
  readonly health: number | null;
}

/**
 * Draws health over a window: accepted from below, refused hanging from above; the line breaks where nobody verified. `spans`
 * are in order of time, none overlapping. Drawn on the server, so that no browser needs the library.
 */
export function drawCurve(
  spans: readonly Span[],
  window: { readonly from: number; readonly to: number },
): CurveDrawing {
  const across = scaleLinear([window.from, window.to], [0, 1000]);
  const down = scaleLinear([0, 100], [100, 0]);
  const corners = cornersOf(spans);
  const x = (corner: Corner) => across(corner.at);
  const y = (corner: Corner) => down(corner.health ?? 0);
  const defined = (corner: Corner) => corner.health !== null;
  const shape = area<Corner>().curve(curveStepAfter).x(x).y1(y).defined(defined).digits(2);
  const trace = line<Corner>().curve(curveStepAfter).x(x).y(y).defined(defined).digits(2);
  return {
    accepted: shape.y0(100)(corners) ?? "",
    refused: shape.y0(0)(corners) ?? "",
    trace: trace(corners) ?? "",
    gaps: spans.flatMap(({ from, to, health }) =>
      health === null ? [{ x: placeOf(from, window), width: placeOf(to, window) - placeOf(from, window) }] : [],
    ),
  };
}

/** Where an instant stands in a window, in percent to three digits. */
export function placeOf(at: number, { from, to }: { readonly from: number; readonly to: number }): number {
  return Math.round((100_000 * (at - from)) / (to - from)) / 1000;
}

/** The corners of the line: a figure at the start and end of each stretch, null where it breaks. */
function cornersOf(spans: readonly Span[]): Corner[] {
  const corners: Corner[] = [];
  for (const [index, { from, to, health }] of spans.entries()) {
    const next = spans[index + 1];
    corners.push({ at: from, health });
    if (next === undefined || next.from !== to || next.health === null) {
      corners.push({ at: to, health }, { at: to, health: null });
    }
  }
  return corners;
}
