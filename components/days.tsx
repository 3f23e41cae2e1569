import type { DayBarsView } from "./day-bars";
import { DayBars } from "./day-bars";
import type { TableView } from "./figure-table";
import { FigureTable } from "./figure-table";

/** A day that has something to tell. */
export interface DayLine {
  /** Which of the days it is, from 0. */
  readonly slot: number;
  readonly day: string;
  readonly words: string;
  /** Both in one. */
  readonly line: string;
}

export interface DaysView {
  readonly bars: DayBarsView;
  readonly lines: readonly DayLine[];
  readonly table: TableView;
}

/** The days of one network: its bars, each of which tells its day, and the same as a table. */
export function Days({ view, id }: { readonly view: DaysView; readonly id: string }) {
  return (
    <>
      <DayBars view={view.bars} id={id} href={null}>
        <DayTips lines={view.lines} count={view.bars.drawing.count} />
      </DayBars>
      <FigureTable view={view.table} />
    </>
  );
}

/** What a bar says where one points at it. */
export function DayTips({ lines, count }: { readonly lines: readonly DayLine[]; readonly count: number }) {
  const percent = (slots: number) => `${(100 * slots) / count}%`;
  return lines.map(({ slot, line }) => (
    <rect key={slot} className="chart-hit" x={percent(slot)} width={percent(1)} height="100%">
      <title>{line}</title>
    </rect>
  ));
}
