import type { Instant, Interval, Setting } from "./instant";

/** Numbers that identify networks, sources, addresses and probes inside one database. They mean nothing outside it. */
export type NetworkId = number;
export type SourceId = number;
export type AddressId = number;
export type ProbeId = number;

export type Role = "sending" | "idle";
export type Effect = "refused" | "deferred";
export type SourceKind = "receiver" | "filter" | "dnsbl" | "reputation" | "manual";

/** An address is in one network under one role during [from, to). Memberships of one address never overlap. */
export interface Membership extends Interval {
  readonly address: AddressId;
  readonly network: NetworkId;
  readonly role: Role;
}

/** What the rules need of a source. `counts` and `staleAfterMs` are histories: a change holds from its instant on. */
export interface SourceFacts {
  readonly id: SourceId;
  readonly kind: SourceKind;
  readonly counts: readonly Setting<boolean>[];
  /** null: the network's own value applies. */
  readonly staleAfterMs: readonly Setting<number | null>[];
}

/** The interval during which a source blocks an address, folded from the events of that pair. */
export interface Block extends Interval {
  readonly address: AddressId;
  readonly source: SourceId;
  /** That of the latest confirmation. */
  readonly effect: Effect;
}

/**
 * What a probe looks at in a kind of round: whole networks by sources, or only the listed addresses among them.
 * Kept apart from the rounds because thousands of rounds share one scope.
 */
export interface Scope {
  readonly probe: ProbeId;
  readonly networks: ReadonlySet<NetworkId>;
  /** Sources named in the round's `unknown` are in here too: being named is being covered. */
  readonly sources: ReadonlySet<SourceId>;
  /** null: every address that is a member at the round's instant. */
  readonly addresses: ReadonlySet<AddressId> | null;
}

/** A source that stayed unknown in a round, for the listed addresses or (null) for all. */
export interface Unknown {
  readonly source: SourceId;
  readonly addresses: ReadonlySet<AddressId> | null;
}

/** At `at` a probe had looked at `scope`, and these stayed unknown. */
export interface Round {
  readonly at: Instant;
  readonly scope: Scope;
  readonly unknown: readonly Unknown[];
  /** Where it stands for rounds that told the same up to then (`withoutRepeats`): the instant of the last. */
  readonly until?: Instant;
}

/**
 * Everything that the health of one network during a window rests on.
 *
 * `rounds` need not be all rounds: those inside the window, and for each scope the latest at or before its beginning
 * (all of that instant), and likewise the latest before the end of each earlier membership of an address in the window.
 * More rounds never change a result. Order is free everywhere but inside settings.
 */
export interface Facts {
  readonly network: NetworkId;
  readonly staleAfterMs: readonly Setting<number | null>[];
  /** Every membership, in whatever network, of each address that is a sending member during the window. */
  readonly memberships: readonly Membership[];
  readonly sources: readonly SourceFacts[];
  /** Blocks of those addresses that overlap the window, by any source. */
  readonly blocks: readonly Block[];
  readonly rounds: readonly Round[];
}
