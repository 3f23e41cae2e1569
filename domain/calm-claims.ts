import type { SourceTraits } from "./blockers";
import { commonDeed } from "./blockers";
import type { Claim, Share } from "./claim";
import type { SourceId } from "./facts";
import type { Assessment, Said } from "./network-claims";
import { gapClaims } from "./network-claims";

/** What is said of networks that are all verified, where no counted source blocks a sending address. */
export function calmClaims(
  all: readonly Assessment[],
  idle: readonly Claim[],
  sources: ReadonlyMap<SourceId, SourceTraits>,
): Said {
  const sending = all.reduce((sum, { network }) => sum + network.counts.sending, 0);
  const unknown = all.reduce((sum, { network }) => sum + network.counts.unknown, 0);
  const rest = [...uncountedClaims(all), ...gapClaims(all), ...idle];
  if (all.some(({ standing }) => standing === "unreported")) {
    const never: Claim[] = all.every(({ network }) => network.verifiedAt === null) ? [{ kind: "never" }] : [];
    return [{ kind: "unreported", network: null, sending }, ...never, ...rest];
  }
  if (unknown > 0) return [{ kind: "partly_clear", network: null, clear: sending - unknown, sending }, ...rest];
  const calm = calmSince(all);
  const isQuiet = rest.length === 0 && all.every(isAnswered);
  // Where every source counts, a calm since some hour says the same and more.
  const isPlain = calm.length > 0 && [...sources.values()].every(({ counts }) => counts);
  const nothing: Claim[] = isQuiet && !isPlain ? [{ kind: "nothing" }] : [];
  return [{ kind: "clear", network: null, sending }, ...calm, ...nothing, ...rest];
}

/** Nothing is blocked and everything is known, so each network's health is 100 and has been since its `since`. */
function calmSince(all: readonly Assessment[]): Claim[] {
  let since = Number.NEGATIVE_INFINITY;
  for (const { network } of all) {
    if (network.since === null) return [];
    since = Math.max(since, network.since);
  }
  return [{ kind: "calm", since }];
}

/** Sources that do not count and list addresses nevertheless, over all networks. */
function uncountedClaims(all: readonly Assessment[]): Claim[] {
  const shares = new Map<SourceId, Share>();
  for (const { source, addresses, deed } of all.flatMap(({ blockers }) => blockers)) {
    const before = shares.get(source) ?? { addresses: 0, deed };
    shares.set(source, { source, addresses: before.addresses + addresses, deed: commonDeed([before.deed, deed]) });
  }
  const sorted = [...shares.values()].sort((a, b) => b.addresses - a.addresses || a.source - b.source);
  return sorted.length === 0 ? [] : [{ kind: "uncounted", shares: sorted }];
}

/** Idle addresses get blocked too, and that says something. */
export function idleClaims(all: readonly Assessment[]): Claim[] {
  const addresses = all.reduce((sum, { network }) => sum + network.idleBlocked, 0);
  return addresses === 0 ? [] : [{ kind: "idle", addresses }];
}

/** Whether some probe looked at a network and everything that is watched there answers. */
export function isAnswered({ network, silent }: Assessment): boolean {
  const { sending, known } = network.counts;
  return network.verifiedAt !== null && known === sending && silent.length === 0;
}
