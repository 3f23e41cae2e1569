"use client";

import type { CurveHeight } from "@/components/curve";
import type { HealthFigureView } from "@/components/health-figure";
import { HealthFigure } from "@/components/health-figure";
import { useView } from "./use-view";

interface Props {
  readonly path: string;
  readonly initial: HealthFigureView | undefined;
  readonly id: string;
  readonly height: CurveHeight;
}

/** A curve that goes on. Until the first data are there, its room is kept. */
export function LiveFigure({ path, initial, id, height }: Props) {
  const view = useView(path, initial);
  return view === undefined ? <div className="min-h-72" /> : <HealthFigure view={view} id={id} height={height} />;
}
