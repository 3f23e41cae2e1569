import { Hatch, hatchFill } from "./hatch";

const RADIUS = 7.5;

/** A disc whose filled share is the health of a network, clockwise from above; hatched where there is no figure. */
export function Disc({ health, id }: { readonly health: number | null; readonly id: string }) {
  return (
    <svg className="size-6 shrink-0" viewBox="-12 -12 24 24" aria-hidden="true" focusable="false">
      <circle className="disc-ring" r={10.5} />
      {health === null ? (
        <>
          <Hatch id={id} />
          <circle r={RADIUS} fill={hatchFill(id)} />
        </>
      ) : (
        // A sector is a circle of half the radius, drawn as thick as it is wide.
        <circle
          className="disc-share"
          r={RADIUS / 2}
          strokeWidth={RADIUS}
          pathLength={100}
          strokeDasharray={`${health} 100`}
          transform="rotate(-90)"
        />
      )}
    </svg>
  );
}
