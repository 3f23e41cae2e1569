import type { CurveHeight, CurveView } from "./curve";
import { Curve } from "./curve";
import type { TableView } from "./figure-table";
import { FigureTable } from "./figure-table";
import { Hatch, hatchFill } from "./hatch";

export interface HealthFigureView {
  readonly curve: CurveView;
  readonly table: TableView;
  readonly legend: LegendView;
}

export interface LegendView {
  readonly accepted: string;
  readonly refused: string;
  readonly unverified: string;
  /** null: no update is marked on the drawing. */
  readonly update: string | null;
}

/** The curve with what its signs mean, what it says in words, and its figures as a table. */
interface Props {
  readonly view: HealthFigureView;
  readonly id: string;
  readonly height: CurveHeight;
}

export function HealthFigure({ view, id, height }: Props) {
  return (
    <figure>
      <div className="pr-12 pl-8">
        <Curve view={view.curve} id={id} height={height} />
      </div>
      <Legend view={view.legend} id={`${id}-legend`} />
      <figcaption className="tiny mt-2 max-w-[65ch] text-dim">{view.curve.caption}</figcaption>
      <FigureTable view={view.table} />
    </figure>
  );
}

function Legend({ view, id }: { readonly view: LegendView; readonly id: string }) {
  return (
    <ul className="tiny mt-1 flex flex-wrap gap-x-5 gap-y-1 text-dim">
      <Sign text={view.accepted}>
        <rect className="chart-sign-accepted" width="12" height="12" />
      </Sign>
      <Sign text={view.refused}>
        <rect className="chart-sign-refused" width="12" height="12" />
      </Sign>
      <Sign text={view.unverified}>
        <Hatch id={id} />
        <rect width="12" height="12" fill={hatchFill(id)} />
      </Sign>
      {view.update !== null && (
        <Sign text={view.update}>
          <line className="chart-mark" x1="6" x2="6" y1="1" y2="11" />
        </Sign>
      )}
    </ul>
  );
}

function Sign({ text, children }: { readonly text: string; readonly children: React.ReactNode }) {
  return (
    <li className="flex items-center gap-2">
      <svg className="size-3" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        {children}
      </svg>
      {text}
    </li>
  );
}
