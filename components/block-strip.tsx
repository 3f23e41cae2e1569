export interface BlockStripView {
  readonly caption: string;
  /** Where it was blocked, as shares of the span: 0..1, none overlapping. */
  readonly blocks: readonly { readonly from: number; readonly to: number }[];
  readonly from: string;
  readonly to: string;
}

const HEIGHT = 28;

/** When an address was blocked: refused hangs from above, and nothing is claimed of the rest. */
export function BlockStrip({ view }: { readonly view: BlockStripView }) {
  return (
    <figure>
      <svg className="block w-full" height={HEIGHT} role="img" aria-label={view.caption}>
        <line className="chart-base" x2="100%" y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {view.blocks.map(({ from, to }) => (
          <rect
            key={from}
            className="chart-refused"
            x={`${100 * from}%`}
            width={`${Math.max(0.2, 100 * (to - from))}%`}
            height={HEIGHT}
          />
        ))}
      </svg>
      <figcaption className="tiny mt-1.5 grid gap-x-6 text-dim sm:grid-cols-[1fr_auto_1fr]">
        <span className="max-sm:hidden">{view.from}</span>
        <span>{view.caption}</span>
        <span className="text-right max-sm:hidden">{view.to}</span>
      </figcaption>
    </figure>
  );
}
