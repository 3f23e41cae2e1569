/** What is known of one day of a network. */
export interface Day {
  /** Mean health in percent over what was verified; null: nothing was. */
  readonly mean: number | null;
  /** 0..1; null: the network did not exist yet. */
  readonly verifiedShare: number | null;
}

/** Shapes in a box of one unit per day across and `BARS_HEIGHT` down, stretched to its room. Each may be empty. */
export interface BarsDrawing {
  readonly count: number;
  /** Lines, a day each, as broad as a bar. */
  readonly before: string;
  readonly accepted: string;
  readonly refused: string;
  /** Areas. */
  readonly unverified: string;
}

export const BARS_HEIGHT = 44;
/** Of a day, the rest is the space between two. */
const BREADTH = 0.74;

/**
 * Draws days, oldest first, each a bar that is true by area: refused hangs from above, accepted stands below, and what nobody
 * verified is between them. One shape for all that is alike: a page with many networks is long enough.
 */
export function drawBars(days: readonly Day[]): BarsDrawing {
  const drawing = { count: days.length, before: "", accepted: "", refused: "", unverified: "" };
  for (const [slot, { mean, verifiedShare }] of days.entries()) {
    const line = (top: number, bottom: number) => `M${slot} ${round(top)}V${round(bottom)}`;
    if (verifiedShare === null) {
      drawing.before += line(BARS_HEIGHT - 2, BARS_HEIGHT);
      continue;
    }
    const share = mean === null ? 0 : verifiedShare;
    // No refusal is too small to be seen.
    const above = mean === null || mean === 100 ? 0 : Math.max(1, (BARS_HEIGHT * share * (100 - mean)) / 100);
    const below = Math.min(BARS_HEIGHT - above, mean === null ? 0 : (BARS_HEIGHT * share * mean) / 100);
    const between = BARS_HEIGHT - above - below;
    if (above > 0) drawing.refused += line(0, above);
    if (below > 0) drawing.accepted += line(BARS_HEIGHT - below, BARS_HEIGHT);
    if (between > 0.5) {
      drawing.unverified += `M${round(slot - BREADTH / 2)} ${round(above)}h${BREADTH}v${round(between)}h-${BREADTH}z`;
    }
  }
  return drawing;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
