import type { Role } from "./facts";
import type { Instant } from "./instant";

/** What somebody wants of an address. */
export interface MergedMember {
  readonly address: string;
  readonly role: Role;
  readonly label: string | null;
  readonly since: Instant | null;
}

export type Members = ReadonlyMap<string, MergedMember>;

export interface MemberDifference {
  readonly added: readonly MergedMember[];
  readonly removed: readonly MergedMember[];
  /** As they are now: with another role or label. */
  readonly changed: readonly MergedMember[];
}

/** What became of the members since `base`. */
export function differenceOf(base: Members, theirs: Members): MemberDifference {
  const now = [...theirs.values()];
  return {
    added: now.filter(({ address }) => !base.has(address)),
    removed: [...base.values()].filter(({ address }) => !theirs.has(address)),
    changed: now.filter((member) => base.has(member.address) && !isSame(base.get(member.address), member)),
  };
}

/**
 * `mine` with what others did since `base`: what they added joins, what they took away leaves, what they changed is as they
 * say, but for what I changed myself.
 */
export function mergeMembers(base: Members, theirs: Members, mine: Members): Map<string, MergedMember> {
  const merged = new Map(mine);
  const { added, removed, changed } = differenceOf(base, theirs);
  for (const member of added) if (!mine.has(member.address)) merged.set(member.address, member);
  for (const member of changed)
    if (isSame(base.get(member.address), mine.get(member.address))) merged.set(member.address, member);
  for (const { address } of removed) if (isSame(base.get(address), mine.get(address))) merged.delete(address);
  return merged;
}

function isSame(one: MergedMember | undefined, other: MergedMember | undefined): boolean {
  return one?.role === other?.role && one?.label === other?.label;
}
