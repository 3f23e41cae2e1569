import type { NetworkId, SourceId } from "./facts";
import type { Instant } from "./instant";

/**
 * What sources do to addresses. Only a receiver refuses or defers, on its own evidence; `mixed` is some of both.
 * Other sources list, and people mark as blocked. `blocked` stands also for what has no common word.
 */
export type Deed = "refused" | "deferred" | "mixed" | "listed" | "blocked";

/** The earliest start of the blocks that are meant, and whether all of them began then. */
export interface Since {
  readonly at: Instant;
  readonly all: boolean;
}

/** What one source does to how many sending addresses of a network. */
export interface Share {
  readonly source: SourceId;
  readonly addresses: number;
  readonly deed: Deed;
}

/** The network that a claim is about; null: all of them, or the one that the sentence is about anyway. */
interface About {
  readonly network: NetworkId | null;
}

/**
 * One thing that a sentence says. Words are put to it elsewhere; each kind has a message of its name.
 * All counts are of sending addresses, `sending` of all there are.
 */
export type Claim =
  | { readonly kind: "no_network" }
  | ({ readonly kind: "no_address" } & About)
  /** So many incidents are open; the gravest by its slug, and the networks that it concerns (none: no matter which). */
  | {
      readonly kind: "incident";
      readonly incidents: number;
      readonly gravest: string;
      readonly on: readonly NetworkId[];
    }
  /** Every address is known and none is blocked. */
  | ({ readonly kind: "clear"; readonly sending: number } & About)
  /** None is blocked of those that are known, which are not all. */
  | ({ readonly kind: "partly_clear"; readonly clear: number; readonly sending: number } & About)
  /** Nobody has reported a block, and no probe has looked. */
  | ({ readonly kind: "unreported"; readonly sending: number } & About)
  /** Not verified since an instant, or (null) never yet. */
  | ({ readonly kind: "unverified"; readonly since: Instant | null } & About)
  /** Every address is known at a receiver, and this share of them gets through: percent in tenths, floored. */
  | ({
      readonly kind: "through";
      readonly receiver: SourceId;
      readonly throughPercent: number;
      readonly blocked: number;
      readonly sending: number;
    } & About)
  /** Each of so many addresses is blocked by one or more of the sources; `data` are filters whose data say the same. */
  | ({
      readonly kind: "blocked";
      readonly addresses: number;
      readonly sending: number;
      readonly deed: Deed;
      readonly sources: readonly SourceId[];
      readonly data: readonly SourceId[];
      readonly since: Since | null;
    } & About)
  /** The complement of `through`, at the same receiver. */
  | {
      readonly kind: "there";
      readonly addresses: number;
      readonly sending: number;
      readonly deed: Deed;
      readonly data: readonly SourceId[];
      readonly since: Since;
    }
  /** Since when the addresses of the headline are blocked. */
  | {
      readonly kind: "since";
      readonly addresses: number;
      readonly deed: Deed;
      readonly data: readonly SourceId[];
      readonly since: Since;
    }
  /** Receivers that use the data of the source in the headline. */
  | { readonly kind: "used_by"; readonly receivers: readonly SourceId[] }
  /** What each of these does: most addresses first. */
  | { readonly kind: "shares"; readonly shares: readonly Share[] }
  /** The same of sources that do not count. */
  | { readonly kind: "uncounted"; readonly shares: readonly Share[] }
  /** Every source that we watch answers, and none but those named before blocks an address of any network. */
  | { readonly kind: "nothing_else" }
  /** Every source that we watch answers, and none blocks an address of any network. */
  | { readonly kind: "nothing" }
  /** No sending address of any network was blocked since then, as far as was reported. */
  | { readonly kind: "calm"; readonly since: Instant }
  /** Sources that are watched and do not answer for every address. */
  | { readonly kind: "silent"; readonly sources: readonly SourceId[] }
  /** So many addresses are neither blocked nor clear. */
  | { readonly kind: "unknown"; readonly addresses: number }
  /** So many idle addresses are blocked. */
  | { readonly kind: "idle"; readonly addresses: number }
  /** What was blocked when we last knew. */
  | ({
      readonly kind: "last_known";
      readonly addresses: number;
      readonly sending: number;
      readonly deed: Deed;
      readonly sources: readonly SourceId[];
    } & About)
  /** We do not know how it stands now, for want of an answer from these (none: there are others to name). */
  | { readonly kind: "unsure"; readonly sources: readonly SourceId[] }
  /** No probe has told anything yet. */
  | { readonly kind: "never" }
  /** So many further networks have blocks or are not verified. */
  | { readonly kind: "other_networks"; readonly networks: number };

export type ClaimKind = Claim["kind"];
export type ClaimOf<Kind extends ClaimKind> = Extract<Claim, { readonly kind: Kind }>;
