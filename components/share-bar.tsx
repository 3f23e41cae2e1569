/** How much of a network a source refuses: refused first, accepted the rest (its ground). The words beside it say the same. */
export function ShareBar({ refused, total }: { readonly refused: number; readonly total: number }) {
  const percent = total === 0 ? 0 : (100 * refused) / total;
  return (
    <svg className="share" aria-hidden="true" focusable="false">
      {refused > 0 && <rect className="chart-refused" width={`${Math.max(percent, 3)}%`} height="100%" />}
    </svg>
  );
}
