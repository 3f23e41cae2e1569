import type { NetworkId, Role } from "./facts";
import type { Instant, Interval } from "./instant";
import { MINUTE_MS } from "./instant";

/** What a declaration wants of an address. `since` null: a membership that is there keeps its start. */
export interface WantedMember {
  readonly role: Role;
  readonly label: string | null;
  readonly since: Instant | null;
}

/** A membership as it is stored. */
export interface StoredMember extends Interval {
  readonly id: number;
  readonly network: NetworkId;
  readonly role: Role;
  readonly label: string | null;
}

export interface NewMember {
  readonly address: string;
  readonly role: Role;
  readonly label: string | null;
  readonly from: Instant;
}

/** What makes the memberships of a network those that were declared. Done in this order, no two ever overlap. */
export interface MemberPlan {
  /** Memberships that would have ended where they began. */
  readonly remove: readonly number[];
  readonly end: readonly { readonly id: number; readonly to: Instant }[];
  readonly move: readonly { readonly id: number; readonly from: Instant }[];
  readonly relabel: readonly { readonly id: number; readonly label: string | null }[];
  readonly begin: readonly NewMember[];
  /** From when on the network is not what it was; null: it is, but for labels. */
  readonly changedFrom: Instant | null;
}

export interface MemberFault {
  readonly address: string;
  readonly code: "in_future" | "overlap" | "address_taken";
  /** The network that the address is in, of `address_taken`. */
  readonly network: NetworkId | null;
}

/**
 * What a declaration of `network` at `now` comes to. `wanted` holds every declared address; `held` the memberships, in whatever
 * network and in ascending order, of each of those and of every present member.
 * A new address joins at the start of the current minute, or where its last membership ended, if later; or at `since`, which
 * also moves the start of a membership that is there, but not into an earlier one (`overlap`). A change of role ends the old
 * membership and begins another, at `since` or now. What is not wanted ends now.
 * @returns the plan, or every fault found, in the order of `wanted`
 */
export function planMembers(
  network: NetworkId,
  now: Instant,
  wanted: ReadonlyMap<string, WantedMember>,
  held: ReadonlyMap<string, readonly StoredMember[]>,
): { readonly plan: MemberPlan } | { readonly faults: readonly MemberFault[] } {
  const faults: MemberFault[] = [];
  const draft = new Draft();
  for (const [address, want] of wanted) {
    const history = held.get(address) ?? [];
    const present = presentOf(history);
    const mine = present?.network === network ? present : undefined;
    const earliest = history.at(mine ? -2 : -1)?.to ?? Number.NEGATIVE_INFINITY;
    if (want.since !== null && want.since > now) {
      faults.push({ address, code: "in_future", network: null });
    } else if (present && !mine) {
      faults.push({ address, code: "address_taken", network: present.network });
    } else {
      const from = want.since ?? defaultStart(mine, want.role, earliest, now);
      const bound = mine && mine.role !== want.role ? mine.from : earliest;
      if (from < bound) faults.push({ address, code: "overlap", network: null });
      else draft.join(address, want, mine, from);
    }
  }
  for (const [address, history] of held) {
    const present = presentOf(history);
    if (present?.network === network && !wanted.has(address)) draft.retire(present, now);
  }
  return faults.length > 0 ? { faults } : { plan: draft };
}

function presentOf(history: readonly StoredMember[]): StoredMember | undefined {
  const last = history.at(-1);
  return last?.to === null ? last : undefined;
}

function defaultStart(mine: StoredMember | undefined, role: Role, earliest: Instant, now: Instant): Instant {
  if (mine === undefined) return Math.max(now - (now % MINUTE_MS), earliest);
  return mine.role === role ? mine.from : Math.max(now, mine.from);
}

class Draft implements MemberPlan {
  readonly remove: number[] = [];
  readonly end: { id: number; to: Instant }[] = [];
  readonly move: { id: number; from: Instant }[] = [];
  readonly relabel: { id: number; label: string | null }[] = [];
  readonly begin: NewMember[] = [];
  changedFrom: Instant | null = null;

  join(address: string, { role, label }: WantedMember, mine: StoredMember | undefined, from: Instant): void {
    if (mine?.role === role) {
      if (mine.label !== label) this.relabel.push({ id: mine.id, label });
      if (mine.from === from) return;
      this.move.push({ id: mine.id, from });
      this.#note(Math.min(mine.from, from));
      return;
    }
    if (mine) this.retire(mine, from);
    this.begin.push({ address, role, label, from });
    this.#note(from);
  }

  retire(member: StoredMember, to: Instant): void {
    if (to > member.from) this.end.push({ id: member.id, to });
    else this.remove.push(member.id);
    this.#note(Math.max(to, member.from));
  }

  #note(at: Instant): void {
    this.changedFrom = Math.min(at, this.changedFrom ?? at);
  }
}
