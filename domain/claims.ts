import type { SourceTraits } from "./blockers";
import { sinceOfBlockers } from "./blockers";
import { calmClaims, idleClaims, isAnswered } from "./calm-claims";
import type { Claim } from "./claim";
import type { Declared } from "./declared";
import type { NetworkId, SourceId } from "./facts";
import { levels } from "./level";
import type { Assessment, NetworkPresent, Said } from "./network-claims";
import {
  assess,
  blockedBy,
  dataOf,
  doubtClaims,
  gapClaims,
  mainClaim,
  networkClaims,
  restOfBlockers,
  usedBy,
} from "./network-claims";

/** What the page says of the present: each list is one sentence, its clauses in order; an empty list is none. */
export interface Claims {
  readonly headline: Claim;
  readonly summary: readonly Claim[];
  readonly networks: ReadonlyMap<NetworkId, readonly Claim[]>;
}

interface Question {
  readonly networks: readonly NetworkPresent[];
  /** The declared sources. Others are never spoken of. */
  readonly sources: ReadonlyMap<SourceId, SourceTraits>;
  /** What open incidents declare: nothing is said to be well above one. */
  readonly declared: Declared | null;
}

/**
 * What is known of the present and no more: nothing is claimed of addresses that are not known, of sources that do not answer,
 * or of networks that are not verified. The headline speaks of the gravest network, and names it where there are several.
 */
export function claimsOf({ networks, sources, declared }: Question): Claims {
  const kept = networks.map((network) => assessed(network, sources));
  const all = kept.map(({ assessment }) => assessment);
  const [headline, ...summary] = measuredClaims(all, sources);
  const isCalm = !["blocked", "through", "unverified"].includes(headline.kind);
  return {
    headline: isCalm && declared !== null ? { kind: "incident", ...declared } : headline,
    summary: isCalm && declared !== null ? [headline, ...summary] : summary,
    networks: new Map(kept.map(({ assessment, claims }) => [assessment.network.id, claims])),
  };
}

interface Assessed {
  readonly sources: Question["sources"];
  readonly assessment: Assessment;
  readonly claims: readonly Claim[];
}

const lastOf = new WeakMap<NetworkPresent, Assessed>();

/** Worked out once for a network, and sources, that are the same objects. */
function assessed(network: NetworkPresent, sources: Question["sources"]): Assessed {
  const last = lastOf.get(network);
  if (last?.sources === sources) return last;
  const assessment = assess(network, sources);
  const fresh = { sources, assessment, claims: networkClaims(assessment) };
  lastOf.set(network, fresh);
  return fresh;
}

function measuredClaims(all: readonly Assessment[], sources: ReadonlyMap<SourceId, SourceTraits>): Said {
  if (all.length === 0) return [{ kind: "no_network" }];
  const [worst, ...others] = all.filter(({ standing }) => standing !== "empty").sort(byGravity);
  if (!worst) return [{ kind: "no_address", network: null }];
  const idle = idleClaims(all);
  if (worst.standing === "blocked") return blockedClaims(worst, others, idle, sources.size);
  if (worst.standing === "stale" || worst.standing === "unverified") return unverifiedClaims(worst, others);
  return calmClaims([worst, ...others], idle, sources);
}

/** Gravest first; of equals the one with the greater blocked share, then the larger, then by id. */
function byGravity({ network: a }: Assessment, { network: b }: Assessment): number {
  return (
    levels.indexOf(b.level) - levels.indexOf(a.level) ||
    b.counts.blocked * a.counts.sending - a.counts.blocked * b.counts.sending ||
    b.counts.sending - a.counts.sending ||
    a.id - b.id
  );
}

function blockedClaims(
  worst: Assessment,
  others: readonly Assessment[],
  idle: readonly Claim[],
  sources: number,
): Said {
  const about = others.length === 0 ? null : worst.network.id;
  return [
    throughClaim(worst, about) ?? mainClaim(worst, about, false),
    ...detailClaims(worst),
    ...restOfBlockers(worst),
    ...gapClaims([worst]),
    // Where one source is all that is watched, there is nothing else.
    ...(sources > 1 && idle.length === 0 && isAllElseQuiet(worst, others)
      ? [{ kind: "nothing_else" } as const]
      : [...otherClaims(others), ...idle]),
  ];
}

/** The share that gets through, where the lead is a receiver that answers for every address. */
function throughClaim({ lead, network, silent }: Assessment, about: NetworkId | null): Claim | null {
  if (lead?.traits.kind !== "receiver" || network.verifiedAt === null) return null;
  const { sending, blocked, unknown } = lead.present;
  if (unknown > 0 || silent.includes(lead.source)) return null;
  // A deferred message may get through later, so "none does" is said of refusals alone.
  if (blocked === sending && (lead.deed !== "refused" || sending === 1)) return null;
  const throughPercent = Math.floor((1000 * (sending - blocked)) / sending) / 10;
  return { kind: "through", network: about, receiver: lead.source, throughPercent, blocked, sending };
}

function detailClaims(worst: Assessment): Claim[] {
  const { lead } = worst;
  const { addresses, sending, deed } = blockedBy(worst);
  const since = sinceOfBlockers(lead ? [lead] : worst.counted);
  const data = dataOf(worst);
  if (throughClaim(worst, null)) return [{ kind: "there", addresses, sending, deed, data, since }];
  return [{ kind: "since", addresses, deed, data, since }, ...usedBy(worst)];
}

function unverifiedClaims(worst: Assessment, others: readonly Assessment[]): Said {
  const since = worst.network.unverifiedSince;
  const isShared = others.every(
    ({ standing, network }) => standing === "unverified" && network.unverifiedSince === since,
  );
  const id = others.length === 0 ? null : worst.network.id;
  return isShared
    ? [mainClaim(worst, null, false), ...doubtClaims(worst, id)]
    : [mainClaim(worst, id, false), ...doubtClaims(worst, null), ...otherClaims(others)];
}

/** Whether all that is watched in all networks answers, and blocks nothing but what is said of the worst. */
function isAllElseQuiet(worst: Assessment, others: readonly Assessment[]): boolean {
  return [worst, ...others].every(isAnswered) && others.every(({ blockers }) => blockers.length === 0);
}

/** Of the networks beside the one in the headline: the gravest by name, and how many more; the only one even where it is well. */
function otherClaims(others: readonly Assessment[]): Claim[] {
  const troubled = others.filter(({ standing }) => !["clear", "unreported", "partly_clear"].includes(standing));
  const [first, ...more] = troubled.length === 0 && others.length === 1 ? others : troubled;
  const claims: Claim[] = first ? [mainClaim(first, first.network.id, false)] : [];
  if (more.length > 0) claims.push({ kind: "other_networks", networks: more.length });
  return claims;
}
