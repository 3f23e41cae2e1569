/** The pattern of what nobody verified. `id` is unique on the page; every drawing that is hatched brings its own. */
export function Hatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="chart-hatch-ground" width="5" height="5" />
        <line className="chart-hatch-line" y2="5" />
      </pattern>
    </defs>
  );
}

export function hatchFill(id: string): string {
  return `url(#${id})`;
}
