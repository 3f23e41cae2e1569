import type { SourceTraits } from "./blockers";
import { commonDeed, sinceOfBlockers } from "./blockers";
import type { Deed } from "./claim";
import type { Impact } from "./contract/incident";
import type { NetworkId, SourceId } from "./facts";
import type { Counts } from "./health";
import { figuresOf } from "./health";
import type { Instant } from "./instant";
import type { Level } from "./level";
import { levelOf, sumOfCounts } from "./level";
import type { NetworkPresent } from "./network-claims";
import { assess } from "./network-claims";

interface Asked {
  /** Empty: all. */
  readonly networks: readonly NetworkId[];
  readonly sources: readonly SourceId[];
}

/** What an incident would say of what stands blocked now. */
export interface IncidentProposal {
  readonly impact: Exclude<Impact, "maintenance">;
  /** Those that stand blocked, cut to the source that was asked for; in the order given. */
  readonly networks: readonly NetworkPresent[];
  /** Who blocks: most addresses first. */
  readonly sources: readonly SourceId[];
  /** The traits to speak of them by: a source that was asked for counts, as the incident is about it. */
  readonly traits: ReadonlyMap<SourceId, SourceTraits>;
  /** What the receivers among them do, else what all do. */
  readonly deed: Deed;
  /** Whom `deed` is said of: the receivers, where there are any. */
  readonly doers: readonly SourceId[];
  /** When the oldest of these blocks began; null: nothing is blocked. */
  readonly startedAt: Instant | null;
}

/**
 * Proposes an incident for the sending addresses that counted sources block now, whether or not somebody still confirms it:
 * silence releases nobody. One source that was asked for is looked at alone, and also where it does not count; then the impact is
 * none. Of several, the figures stay those of the whole networks.
 */
export function proposeIncident(
  all: readonly NetworkPresent[],
  sources: ReadonlyMap<SourceId, SourceTraits>,
  asked: Asked,
): IncidentProposal {
  const [source = null] = asked.sources.length === 1 ? asked.sources : [];
  const own = source === null ? undefined : sources.get(source);
  const traits =
    source === null || own === undefined ? sources : new Map(sources).set(source, { ...own, counts: true });
  const wanted = all.filter(({ id }) => asked.networks.length === 0 || asked.networks.includes(id));
  const cut = source === null ? wanted : wanted.flatMap((network) => seenBy(source, network, traits));
  const networks = cut.filter(({ counts }) => counts.blocked > 0);
  const blockers = networks
    .flatMap((network) => assess(network, traits).counted)
    .filter((blocker) => asked.sources.length === 0 || asked.sources.includes(blocker.source));
  const addressesOf = new Map<SourceId, number>();
  for (const { source: by, addresses } of blockers) addressesOf.set(by, (addressesOf.get(by) ?? 0) + addresses);
  const named = [...addressesOf].sort(([a, m], [b, n]) => n - m || a - b).map(([by]) => by);
  const receivers = blockers.filter((blocker) => blocker.traits.kind === "receiver");
  const doing = receivers.length > 0 ? receivers : blockers;
  const isWatchedOnly = own !== undefined && !own.counts;
  return {
    impact: isWatchedOnly ? "none" : impactOf(networks.map(({ counts }) => counts)),
    networks,
    sources: named,
    traits,
    deed: commonDeed(doing.map(({ deed }) => deed)),
    doers: named.filter((by) => doing.some((blocker) => blocker.source === by)),
    startedAt: blockers.length === 0 ? null : sinceOfBlockers(blockers).at,
  };
}

/** The network as if there were only this source, and the data that it uses. */
function seenBy(
  source: SourceId,
  network: NetworkPresent,
  traits: ReadonlyMap<SourceId, SourceTraits>,
): NetworkPresent[] {
  const seen = network.present.bySource.get(source);
  if (seen === undefined) return [];
  const isMeant = (id: SourceId) => id === source || (traits.get(id)?.affects.includes(source) ?? false);
  const { sending, blocked, unknown, known } = seen;
  const counts: Counts = { sending, blocked, unknown, known };
  const bySource = new Map([...network.present.bySource].filter(([id]) => isMeant(id)));
  const silent = network.present.silent.filter(isMeant);
  const present = { ...network.present, counts, bySource, silent };
  return [{ ...network, counts, figures: figuresOf(counts), level: levelOf(counts), present }];
}

const impacts: Readonly<Record<Level, IncidentProposal["impact"]>> = {
  operational: "none",
  unknown: "none",
  degraded: "minor",
  partial_outage: "major",
  major_outage: "critical",
};

/** The impact that declares the very level that is measured of these networks together. */
function impactOf(counts: readonly Counts[]): IncidentProposal["impact"] {
  return impacts[levelOf(sumOfCounts(counts))];
}

interface OpenIncident {
  readonly impact: Impact;
  readonly networks: readonly string[];
  readonly sources: readonly string[];
}

/**
 * Those of the open incidents that speak of all these networks and sources already. One that names no network is about the
 * whole page, one that names no source about whoever blocks; maintenance covers nothing.
 */
export function coveringIncidents<T extends OpenIncident>(
  open: readonly T[],
  networks: readonly string[],
  sources: readonly string[],
): T[] {
  if (networks.length === 0) return [];
  const holdsAll = (names: readonly string[], wanted: readonly string[]) =>
    names.length === 0 || wanted.every((name) => names.includes(name));
  return open.filter(
    (incident) =>
      incident.impact !== "maintenance" && holdsAll(incident.networks, networks) && holdsAll(incident.sources, sources),
  );
}
