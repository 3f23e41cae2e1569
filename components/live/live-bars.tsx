"use client";

import { useEffect, useRef, useState } from "react";
import type { DayBarsView } from "@/components/day-bars";
import { DayBars } from "@/components/day-bars";
import type { DaysView } from "@/components/days";
import { DayTips } from "@/components/days";
import { useView } from "./use-view";

interface Props {
  readonly view: DayBarsView;
  readonly id: string;
  readonly href: string;
  /** Where its days are told. */
  readonly path: string;
}

/** The bars of one network among many. What each day was is asked for once somebody points at one. */
export function LiveBars({ path, ...bars }: Props) {
  const [isAsked, setIsAsked] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  // Who points at it already when the page comes to life enters it no more.
  useEffect(() => {
    if (place.current?.matches(":hover")) setIsAsked(true);
  }, []);
  return (
    <div ref={place} onPointerEnter={() => setIsAsked(true)}>
      <DayBars {...bars}>{isAsked && <Tips path={path} />}</DayBars>
    </div>
  );
}

function Tips({ path }: { readonly path: string }) {
  const view = useView<DaysView>(path, undefined);
  return view === undefined ? null : <DayTips lines={view.lines} count={view.bars.drawing.count} />;
}
