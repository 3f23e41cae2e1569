import type { ReactNode } from "react";
import type { BarsDrawing } from "./bars-drawing";
import { BARS_HEIGHT } from "./bars-drawing";
import { Hatch, hatchFill } from "./hatch";

export interface DayBarsView {
  /** Oldest day first; on a phone the last thirty are seen. */
  readonly drawing: BarsDrawing;
  /** What the drawing says, in words. */
  readonly caption: string;
  readonly from: string;
  readonly fromOnPhone: string;
  readonly mean: string;
  readonly meanOnPhone: string;
  readonly to: string;
}

interface Props {
  readonly view: DayBarsView;
  /** Unique on the page. */
  readonly id: string;
  /** Where each day is told; null: here. */
  readonly href: string | null;
  /** What lies over the bars, a day one unit wide of `view.drawing.count`. */
  readonly children?: ReactNode;
}

/** Days of a network as bars. Of many networks they are a way to where each day is told. */
export function DayBars({ view, id, href, children }: Props) {
  const bars = (
    <svg className="bars" role="img" aria-label={view.caption}>
      <Bars drawing={view.drawing} id={id} />
      {children}
    </svg>
  );
  return (
    <figure className="relative">
      {href === null ? (
        <div className="bars-window">{bars}</div>
      ) : (
        <a className="bars-window block" href={href}>
          {bars}
        </a>
      )}
      <figcaption className="tiny mt-1.5 grid grid-cols-3 text-dim">
        <span className="max-sm:hidden">{view.from}</span>
        <span className="sm:hidden">{view.fromOnPhone}</span>
        <span className="text-center max-sm:hidden">{view.mean}</span>
        <span className="text-center sm:hidden">{view.meanOnPhone}</span>
        <span className="text-right">{view.to}</span>
      </figcaption>
    </figure>
  );
}

function Bars({ drawing, id }: { readonly drawing: BarsDrawing; readonly id: string }) {
  const { count, before, accepted, refused, unverified } = drawing;
  return (
    <>
      {/* A line is drawn around its middle, so the box begins half a bar before the first one. */}
      <svg
        viewBox={`-.37 0 ${count} ${BARS_HEIGHT}`}
        preserveAspectRatio="none"
        width="100%"
        height={BARS_HEIGHT}
        aria-hidden="true"
      >
        {before !== "" && <path className="chart-before" d={before} />}
        {accepted !== "" && <path className="chart-accepted" d={accepted} />}
        {refused !== "" && <path className="chart-refused" d={refused} />}
      </svg>
      {unverified !== "" && (
        <>
          <Hatch id={id} />
          {/* The hatch is cut to its days, as it would be stretched with them. */}
          <clipPath id={`${id}-unverified`} clipPathUnits="objectBoundingBox">
            <path d={unverified} transform={`scale(${1 / count} ${1 / BARS_HEIGHT}) translate(.37)`} />
          </clipPath>
          <rect width="100%" height={BARS_HEIGHT} fill={hatchFill(id)} clipPath={`url(#${id}-unverified)`} />
        </>
      )}
    </>
  );
}
