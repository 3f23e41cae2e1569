"use client";

import { useState } from "react";
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
  return (
    <div onPointerEnter={() => setIsAsked(true)}>
      <DayBars {...bars}>{isAsked && <Tips path={path} />}</DayBars>
    </div>
  );
}

function Tips({ path }: { readonly path: string }) {
  const view = useView<DaysView>(path, undefined);
  return view === undefined ? null : <DayTips lines={view.lines} count={view.bars.drawing.count} />;
}
