import type { AddressId, Facts, Round, SourceId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { knewSomething } from "@/domain/round";
import { perContext } from "@/server/per-context";
import type { Reading } from "./days";
import { readLatestRounds } from "./round-facts";

/** When a network, and each of its sources, was last known something of; null: never. */
export interface VerifiedAt {
  readonly network: Instant | null;
  readonly sources: ReadonlyMap<SourceId, Instant | null>;
}

/** The latest rounds of each kind before the day that is not over: they hold until a fact touches the past. */
const earlierOf = perContext("earlier-rounds", (): { key: string; rounds: readonly Round[] } => ({
  key: "",
  rounds: [],
}));

/**
 * The instants of the latest rounds up to now that knew something of the facts' network, and of each of the sources there.
 * `facts` reach back at least to the start of the day.
 */
export async function findVerifiedAt(reading: Reading, facts: Facts, sources: Iterable<SourceId>): Promise<VerifiedAt> {
  const recent = latestOfKinds(facts.rounds.filter(({ at }) => at <= reading.now));
  const membersAt = membersOf(facts);
  const find = async (source?: SourceId) => {
    const knew = (round: Round) => knewSomething(round, facts.network, membersAt(round.at), source);
    return (recent.find(knew) ?? (await earlierRounds(reading)).find(knew))?.at ?? null;
  };
  const bySource = new Map<SourceId, Instant | null>();
  for (const source of sources) bySource.set(source, await find(source));
  return { network: await find(), sources: bySource };
}

async function earlierRounds(reading: Reading): Promise<readonly Round[]> {
  const earlier = earlierOf(reading.context);
  const key = `${reading.pastRevision} ${reading.openAt}`;
  if (earlier.key !== key) {
    earlier.rounds = latestOfKinds(await readLatestRounds(reading.context, reading.reader, reading.openAt));
    earlier.key = key;
  }
  return earlier.rounds;
}

/** Of rounds that looked at the same and missed the same, the latest; newest first. */
function latestOfKinds(rounds: readonly Round[]): Round[] {
  const kinds = new Map<Round["scope"], Map<Round["unknown"], Round>>();
  for (const round of rounds) {
    const ofScope = kinds.get(round.scope) ?? new Map<Round["unknown"], Round>();
    kinds.set(round.scope, ofScope);
    const other = ofScope.get(round.unknown);
    if (other === undefined || other.at < round.at) ofScope.set(round.unknown, round);
  }
  return [...kinds.values()].flatMap((ofScope) => [...ofScope.values()]).sort((a, b) => b.at - a.at);
}

/** The network's members of an instant, each instant worked out once. */
function membersOf({ memberships, network }: Facts): (at: Instant) => readonly AddressId[] {
  const inNetwork = memberships.filter((membership) => membership.network === network);
  const known = new Map<Instant, readonly AddressId[]>();
  return (at) => {
    const members =
      known.get(at) ??
      inNetwork.flatMap(({ from, to, address }) => (from <= at && (to === null || at < to) ? [address] : []));
    known.set(at, members);
    return members;
  };
}
