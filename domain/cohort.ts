import type { AddressId, Facts, Membership, NetworkId, Round, Scope, Unknown } from "./facts";
import { groupBy } from "./group";
import type { Instant, Window } from "./instant";
import { holdsAt } from "./instant";
import type { Spans } from "./spans";
import { clip } from "./spans";

/** What addresses with one history share. */
export interface Coverage {
  /** When they send for the network, inside the window. */
  readonly sending: Spans;
  /** The rounds that covered them and matter in the window, by probe, each probe's in ascending order. */
  readonly rounds: readonly (readonly Round[])[];
}

/** Sending addresses that differ in nothing but their blocks. However many the addresses, the cohorts are few. */
export interface Cohort {
  readonly coverage: Coverage;
  /** The entries by which rounds except single addresses, as far as they name these. */
  readonly exceptions: ReadonlySet<Unknown>;
  readonly addresses: readonly AddressId[];
}

/** The sending addresses of the facts' network during the window, each in one cohort. */
export function cohortsOf(facts: Facts, window: Window): Cohort[] {
  const rounds = facts.rounds.filter(({ at }) => at < window.to).sort((a, b) => a.at - b.at);
  const byAddress = groupBy(facts.memberships, ({ address }) => address);
  const scopes = namersOf(new Set(rounds.map(({ scope }) => scope)), byAddress);
  const unknowns = namersOf(new Set(rounds.flatMap(({ unknown }) => unknown)), byAddress);
  const shapeOf = shapes(facts.network, window, rounds);
  const coverages = new Map<string, Coverage>();
  const cohorts = new Map<string, Cohort & { readonly addresses: AddressId[] }>();
  for (const [address, memberships] of byAddress) {
    const coverageKey = `${memberships.map(shapeOf).join()};${scopes.keyOf(address)}`;
    const cohortKey = `${coverageKey};${unknowns.keyOf(address)}`;
    const cohort = cohorts.get(cohortKey);
    if (cohort !== undefined) {
      cohort.addresses.push(address);
      continue;
    }
    const coverage = coverages.get(coverageKey) ?? coverageOf(address, memberships, facts.network, window, rounds);
    coverages.set(coverageKey, coverage);
    cohorts.set(cohortKey, { coverage, exceptions: new Set(unknowns.of(address)), addresses: [address] });
  }
  return [...cohorts.values()].filter(({ coverage }) => coverage.sending.length > 0);
}

function coverageOf(
  address: AddressId,
  memberships: readonly Membership[],
  network: NetworkId,
  window: Window,
  rounds: readonly Round[],
): Coverage {
  const sending = memberships.filter((membership) => membership.network === network && membership.role === "sending");
  const covering = rounds.filter(
    ({ at, scope }) =>
      (scope.addresses === null || scope.addresses.has(address)) &&
      memberships.some((membership) => scope.networks.has(membership.network) && holdsAt(membership, at)),
  );
  const relevant = withoutSuperseded(covering, window.from);
  return {
    sending: clip(sending, window),
    rounds: [...groupBy(relevant, ({ scope }) => scope.probe).values()],
  };
}

/** Of rounds with one scope, only the latest up to `from` still tells at `from`. */
function withoutSuperseded(rounds: readonly Round[], from: Instant): Round[] {
  const latestAt = new Map<Scope, Instant>();
  for (const { at, scope } of rounds) if (at <= from) latestAt.set(scope, at);
  return rounds.filter(({ at, scope }) => at > from || at === latestAt.get(scope));
}

/**
 * What of a membership makes a difference, as a key: its network, the rounds it lies between, and when the address
 * sends in the window. Addresses that joined apart, but before any round, are alike.
 */
function shapes(network: NetworkId, window: Window, rounds: readonly Round[]): (membership: Membership) => string {
  const instants = rounds.map(({ at }) => at);
  const ranks = new Map<Instant, number>();
  const rankOf = (at: Instant) => {
    const rank = ranks.get(at) ?? lowerBound(instants, at);
    ranks.set(at, rank);
    return rank;
  };
  return ({ network: other, role, from, to }) => {
    const rankRange = `${other}/${rankOf(from)}/${to === null ? "" : rankOf(to)}`;
    if (other !== network || role !== "sending") return rankRange;
    return `${rankRange}/${Math.max(from, window.from)}/${Math.min(to ?? window.to, window.to)}`;
  };
}

/** How many of the ascending instants are before `at`. */
function lowerBound(instants: readonly Instant[], at: Instant): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[middle] ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Which of the listing objects name an address of ours; those without a list name none. */
function namersOf<T extends { readonly addresses: ReadonlySet<AddressId> | null }>(
  lists: ReadonlySet<T>,
  ours: ReadonlyMap<AddressId, unknown>,
): { of(address: AddressId): readonly T[]; keyOf(address: AddressId): string } {
  const namers = new Map<AddressId, T[]>();
  const numbers = new Map<T, number>();
  for (const list of lists) {
    numbers.set(list, numbers.size);
    for (const address of list.addresses ?? []) {
      if (!ours.has(address)) continue;
      const others = namers.get(address);
      if (others === undefined) namers.set(address, [list]);
      else others.push(list);
    }
  }
  const of = (address: AddressId) => namers.get(address) ?? [];
  return {
    of,
    keyOf: (address) =>
      of(address)
        .map((list) => numbers.get(list))
        .join(),
  };
}
