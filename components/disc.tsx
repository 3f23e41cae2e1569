import { arc } from "d3-shape";
import { Hatch, hatchFill } from "./hatch";

const RADIUS = 7.5;
const sector = arc<number>()
  .innerRadius(0)
  .outerRadius(RADIUS)
  .startAngle(0)
  .endAngle((share) => 2 * Math.PI * share);

/** A disc whose filled share is the health of a network, clockwise from above; hatched where there is no figure. */
export function Disc({ health, id }: { readonly health: number | null; readonly id: string }) {
  return (
    <svg className="size-6 shrink-0" viewBox="-12 -12 24 24" aria-hidden="true" focusable="false">
      <Hatch id={id} />
      <circle className="disc-ring" r={10.5} />
      {health === null ? (
        <circle r={RADIUS} fill={hatchFill(id)} />
      ) : (
        <path className="disc-share" d={sector(health / 100) ?? ""} />
      )}
    </svg>
  );
}
