import type { Blocker, SourceTraits } from "./blockers";
import { blockersOf, commonDeed, confirmedBy, dataBehind, sinceOfBlockers } from "./blockers";
import type { Claim, ClaimOf, Share } from "./claim";
import type { NetworkId, SourceId } from "./facts";
import type { Counts, Figures } from "./health";
import type { Instant } from "./instant";
import type { Level } from "./level";
import type { Present } from "./present";

/** A network now, as far as sentences speak of it. */
export interface NetworkPresent {
  readonly id: NetworkId;
  readonly level: Level;
  readonly figures: Figures;
  readonly counts: Counts;
  readonly present: Present;
  /** Start of the run of the present health; null where it is not known. */
  readonly since: Instant | null;
  /** The latest round that knew something of it; null: none ever did. */
  readonly verifiedAt: Instant | null;
  /** When verification ended; null where it is verified, or never was. */
  readonly unverifiedSince: Instant | null;
  /** Idle addresses that a counted source blocks. */
  readonly idleBlocked: number;
}

/**
 * What can be said of a network, from best to worst: `clear` of every address, `unreported` where no probe ever looked,
 * `partly_clear` where some are unknown, `unverified`, `stale` where moreover blocks stand that nobody confirms any more, `blocked`.
 */
export type Standing = "empty" | "clear" | "unreported" | "partly_clear" | "unverified" | "stale" | "blocked";

export interface Assessment {
  readonly network: NetworkPresent;
  readonly standing: Standing;
  /** All sources that block something, and those of them that count. */
  readonly blockers: readonly Blocker[];
  readonly counted: readonly Blocker[];
  /** The counted source that alone blocks every blocked address; null where it takes several. */
  readonly lead: Blocker | null;
  /** Declared sources that are watched and do not answer for every address, in ascending order of id. */
  readonly silent: readonly SourceId[];
}

export function assess(network: NetworkPresent, sources: ReadonlyMap<SourceId, SourceTraits>): Assessment {
  const blockers = blockersOf(network.present, sources);
  const counted = blockers.filter(({ traits }) => traits.counts);
  const lead = counted.find(({ addresses }) => addresses === network.counts.blocked) ?? null;
  const silent = network.present.silent.filter((source) => sources.has(source)).sort((a, b) => a - b);
  return { network, standing: standingOf(network, counted), blockers, counted, lead, silent };
}

function standingOf({ counts, figures, verifiedAt }: NetworkPresent, counted: readonly Blocker[]): Standing {
  if (counts.sending === 0) return "empty";
  if (counts.blocked > 0) {
    return figures.verified || counted.some((blocker) => confirmedBy(blocker) > 0) ? "blocked" : "stale";
  }
  if (!figures.verified) return "unverified";
  if (counts.unknown > 0) return "partly_clear";
  return verifiedAt === null ? "unreported" : "clear";
}

/** A main thing, and what is said after it. */
export type Said = [main: Claim, ...rest: Claim[]];

/** What is said of one network where nothing else is spoken of: the main thing first. */
export function networkClaims(assessment: Assessment): Said {
  const { standing } = assessment;
  const main = mainClaim(assessment, null, true);
  if (standing === "unverified" || standing === "stale") return [main, ...doubtClaims(assessment, null)];
  return [main, ...usedBy(assessment), ...restOfBlockers(assessment), ...gapClaims([assessment])];
}

/** The one thing to say of a network. `full`: with data and since when, where addresses are blocked. */
export function mainClaim(assessment: Assessment, about: NetworkId | null, full: boolean): Claim {
  const { network, standing } = assessment;
  const { sending, blocked, unknown } = network.counts;
  switch (standing) {
    case "empty":
      return { kind: "no_address", network: about };
    case "clear":
    case "unreported":
      return { kind: standing, network: about, sending };
    case "partly_clear":
      return { kind: standing, network: about, clear: sending - blocked - unknown, sending };
    case "unverified":
    case "stale":
      return { kind: "unverified", network: about, since: network.unverifiedSince };
    case "blocked": {
      const data = full ? dataOf(assessment) : [];
      const since = full ? sinceOfBlockers(namedBlockers(assessment)) : null;
      return { kind: "blocked", network: about, ...blockedBy(assessment), data, since };
    }
  }
}

/** Who blocks, how many of how many. */
export function blockedBy(
  assessment: Assessment,
): Pick<ClaimOf<"blocked">, "addresses" | "sending" | "deed" | "sources"> {
  const { sending, blocked } = assessment.network.counts;
  const named = namedBlockers(assessment);
  const deed = commonDeed(named.map((blocker) => blocker.deed));
  return { addresses: blocked, sending, deed, sources: named.map(({ source }) => source) };
}

/** The counted sources that the blocked addresses are laid to: the lead alone, else all. */
function namedBlockers({ lead, counted }: Assessment): readonly Blocker[] {
  return lead ? [lead] : counted;
}

/** The filters on whose data the lead blocks. */
export function dataOf({ lead, blockers, network }: Assessment): SourceId[] {
  return lead ? dataBehind(lead, blockers, network.present).map(({ source }) => source) : [];
}

/** Which declared receivers use the data of the lead, where that is no receiver itself. */
export function usedBy({ lead, network }: Assessment): Claim[] {
  const receivers = lead?.traits.affects.filter((receiver) => network.present.bySource.has(receiver)) ?? [];
  return receivers.length === 0 ? [] : [{ kind: "used_by", receivers }];
}

/** What the sources that a headline or first clause has not accounted for do. */
export function restOfBlockers(assessment: Assessment): Claim[] {
  const { lead, blockers } = assessment;
  const data = dataOf(assessment);
  const isSaid = ({ source, addresses }: Blocker) =>
    source === lead?.source || (data.includes(source) && addresses === lead?.addresses);
  const rest = blockers.filter((blocker) => !isSaid(blocker));
  return [
    ...sharesClaim(
      "shares",
      rest.filter(({ traits }) => traits.counts),
    ),
    ...sharesClaim(
      "uncounted",
      rest.filter(({ traits }) => !traits.counts),
    ),
  ];
}

function sharesClaim(kind: "shares" | "uncounted", blockers: readonly Blocker[]): Claim[] {
  const shares: Share[] = blockers.map(({ source, addresses, deed }) => ({ source, addresses, deed }));
  return shares.length === 0 ? [] : [{ kind, shares }];
}

/** What is not known of these networks, which are not unverified as a whole. */
export function gapClaims(assessments: readonly Assessment[]): Claim[] {
  const addresses = assessments.reduce((sum, { network }) => sum + network.counts.unknown, 0);
  const sources = [...new Set(assessments.flatMap(({ silent }) => silent))].sort((a, b) => a - b);
  const claims: Claim[] = [];
  if (addresses > 0) claims.push({ kind: "unknown", addresses });
  if (sources.length > 0) claims.push({ kind: "silent", sources });
  return claims;
}

/** What stands beside "not verified". */
export function doubtClaims(assessment: Assessment, about: NetworkId | null): Claim[] {
  const { standing, network, silent } = assessment;
  const doubt: Claim = network.verifiedAt === null ? { kind: "never" } : { kind: "unsure", sources: silent };
  return standing === "stale" ? [{ kind: "last_known", network: about, ...blockedBy(assessment) }, doubt] : [doubt];
}
