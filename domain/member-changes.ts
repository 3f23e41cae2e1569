import { formatAddress } from "./address";
import { countOf, foldRanges } from "./address-range";
import type { Role } from "./facts";
import type { MemberPlan, StoredMember, WantedMember } from "./membership";

/** Neighbouring addresses that fare alike. */
export interface ChangedRange {
  readonly first: string;
  readonly last: string;
  readonly count: number;
  /** What they are then; what they were, of those that leave. */
  readonly role: Role;
  readonly label: string | null;
}

/** What a declaration changes, each list in the order of the addresses. */
export interface MemberChanges {
  readonly joining: readonly ChangedRange[];
  /** Retired now; their history stays. */
  readonly leaving: readonly ChangedRange[];
  /** From one role to the other. */
  readonly changingRole: readonly ChangedRange[];
  readonly relabelled: readonly ChangedRange[];
  /** With another instant since when. */
  readonly redated: readonly ChangedRange[];
}

interface Fate {
  readonly address: string;
  readonly role: Role;
  readonly label: string | null;
}

/** A plan in the terms of those who declare. */
export function changesOf(
  plan: MemberPlan,
  wanted: ReadonlyMap<string, WantedMember>,
  held: ReadonlyMap<string, readonly StoredMember[]>,
): MemberChanges {
  const byId = new Map<number, Fate>();
  for (const [address, history] of held) {
    for (const { id, role, label } of history) byId.set(id, { address, role, label });
  }
  const ended = [...plan.remove, ...plan.end.map(({ id }) => id)].flatMap((id) => byId.get(id) ?? []);
  const leaving = ended.filter(({ address }) => !wanted.has(address));
  const endedAddresses = new Set(ended.map(({ address }) => address));
  const asWanted = (ids: readonly { readonly id: number }[]): Fate[] =>
    ids.flatMap(({ id }) => {
      const address = byId.get(id)?.address ?? "";
      const want = wanted.get(address);
      return want === undefined ? [] : [{ address, role: want.role, label: want.label }];
    });
  return {
    joining: fold(plan.begin.filter(({ address }) => !endedAddresses.has(address))),
    leaving: fold(leaving),
    changingRole: fold(plan.begin.filter(({ address }) => endedAddresses.has(address))),
    relabelled: fold(asWanted(plan.relabel)),
    redated: fold(asWanted(plan.move)),
  };
}

/** How many addresses the ranges hold. */
export function sumOf(ranges: readonly ChangedRange[]): number {
  return ranges.reduce((sum, { count }) => sum + count, 0);
}

function fold(fates: readonly Fate[]): ChangedRange[] {
  return foldRanges(fates, ({ role, label }) => `${role} ${label ?? ""}`).map((range) => ({
    first: formatAddress(range.first),
    last: formatAddress(range.last),
    count: countOf(range),
    role: range.item.role,
    label: range.item.label,
  }));
}
