import { Hatch, hatchFill } from "./hatch";

/** One day of a network, as shares of that day: 0..100 in percent. */
export interface Day {
  /** Mean health over what was verified; null: nothing was. */
  readonly mean: number | null;
  /** 0..1; null: the network did not exist yet. */
  readonly verifiedShare: number | null;
  /** What the bar and its row say; null for a day without anything to say. `line` is both in one. */
  readonly told: { readonly day: string; readonly words: string; readonly line: string } | null;
}

export interface DayBarsView {
  /** Oldest first; on a phone the last thirty are seen. */
  readonly days: readonly Day[];
  readonly caption: string;
  /** The caption of the table. */
  readonly table: string;
  readonly from: string;
  readonly fromOnPhone: string;
  readonly mean: string;
  readonly meanOnPhone: string;
  readonly to: string;
}

const HEIGHT = 44;
const WIDTH = 0.74;

interface Bar {
  readonly slot: number;
  readonly top: number;
  readonly height: number;
}

/**
 * Ninety days, each a bar that is true by area: refused hangs from above, accepted stands below, and what nobody
 * verified is hatched between them.
 */
export function DayBars({ view, id }: { readonly view: DayBarsView; readonly id: string }) {
  const { refused, accepted, hatched, before } = barsOf(view.days);
  const count = view.days.length;
  const percent = (slot: number) => `${(100 * slot) / count}%`;
  return (
    <figure className="relative">
      <div className="bars-window">
        <svg className="bars" role="img" aria-label={view.caption}>
          <Hatch id={id} />
          <svg
            viewBox={`0 0 ${count} ${HEIGHT}`}
            preserveAspectRatio="none"
            width="100%"
            height={HEIGHT}
            aria-hidden="true"
          >
            <path className="chart-before" d={pathOf(before)} />
            <path className="chart-accepted" d={pathOf(accepted)} />
            <path className="chart-refused" d={pathOf(refused)} />
          </svg>
          {hatched.map((bar) => (
            <rect
              key={bar.slot}
              x={percent(bar.slot)}
              y={bar.top}
              width={percent(WIDTH)}
              height={bar.height}
              fill={hatchFill(id)}
            />
          ))}
          {view.days.map(({ told }, slot) =>
            told === null ? null : (
              <rect key={told.day} className="chart-hit" x={percent(slot)} width={percent(1)} height={HEIGHT}>
                <title>{told.line}</title>
              </rect>
            ),
          )}
        </svg>
      </div>
      <figcaption className="tiny mt-1.5 grid grid-cols-3 text-dim">
        <span className="max-sm:hidden">{view.from}</span>
        <span className="sm:hidden">{view.fromOnPhone}</span>
        <span className="text-center max-sm:hidden">{view.mean}</span>
        <span className="text-center sm:hidden">{view.meanOnPhone}</span>
        <span className="text-right">{view.to}</span>
      </figcaption>
      {/* A table does not shrink, what stands around it does. */}
      <div className="sr-only">
        <table>
          <caption>{view.table}</caption>
          <tbody>
            {view.days.map(({ told }) =>
              told === null ? null : (
                <tr key={told.day}>
                  <th scope="row">{told.day}</th>
                  <td>{told.words}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function barsOf(days: readonly Day[]) {
  const [refused, accepted, hatched, before]: [Bar[], Bar[], Bar[], Bar[]] = [[], [], [], []];
  for (const [slot, { mean, verifiedShare }] of days.entries()) {
    if (verifiedShare === null) {
      before.push({ slot, top: HEIGHT - 2, height: 2 });
      continue;
    }
    const share = mean === null ? 0 : verifiedShare;
    // No refusal is too small to be seen.
    const above = mean === null || mean === 100 ? 0 : Math.max(1, (HEIGHT * share * (100 - mean)) / 100);
    const below = Math.min(HEIGHT - above, mean === null ? 0 : (HEIGHT * share * mean) / 100);
    if (above > 0) refused.push({ slot, top: 0, height: above });
    if (below > 0) accepted.push({ slot, top: HEIGHT - below, height: below });
    if (HEIGHT - above - below > 0.5) hatched.push({ slot, top: above, height: HEIGHT - above - below });
  }
  return { refused, accepted, hatched, before };
}

function pathOf(bars: readonly Bar[]): string {
  return bars.map(({ slot, top, height }) => `M${slot} ${round(top)}h${WIDTH}v${round(height)}h-${WIDTH}z`).join("");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
