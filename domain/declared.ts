import type { NetworkId } from "./facts";
import type { Impact } from "./level";

/** What is told of open incidents where nothing measured is graver. */
export interface Declared {
  /** How many have an impact. */
  readonly incidents: number;
  /** The gravest of them, of equals the first given; named by its slug. */
  readonly gravest: string;
  /** The networks that the gravest concerns; empty: none in particular, or all. */
  readonly on: readonly NetworkId[];
}

interface OpenIncident {
  readonly slug: string;
  readonly impact: Impact;
  readonly networks: readonly NetworkId[];
}

const grave: readonly Impact[] = ["critical", "major", "minor"];

/** What open incidents, newest first, declare of the page's networks; null: none has an impact (maintenance has none). */
export function declaredBy(incidents: readonly OpenIncident[], networks: readonly NetworkId[]): Declared | null {
  const some = incidents.filter(({ impact }) => grave.includes(impact));
  const [gravest] = [...some].sort((a, b) => grave.indexOf(a.impact) - grave.indexOf(b.impact));
  if (gravest === undefined) return null;
  const on = networks.filter((network) => gravest.networks.includes(network));
  return { incidents: some.length, gravest: gravest.slug, on: on.length === networks.length ? [] : on };
}
