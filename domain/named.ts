/** So many sources are named beside a network; the rest is told in one line. */
const NAMED = 5;

/** The sources to be named one by one: those that block, most addresses first, those that count before the others. */
export function blockersToName<S extends { readonly blocked: number; readonly counts: boolean }>(
  sources: readonly S[],
): S[] {
  return sources
    .filter(({ blocked }) => blocked > 0)
    .sort((a, b) => Number(b.counts) - Number(a.counts) || b.blocked - a.blocked)
    .slice(0, NAMED);
}
