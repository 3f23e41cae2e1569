import type { AddressId, Block, Facts, Membership, NetworkId, Round, SourceFacts } from "@/domain/facts";
import type { Step } from "@/domain/health";
import type { Instant, Window } from "@/domain/instant";
import { healthSteps } from "@/domain/steps";
import { RUN_MIN_MS } from "@/domain/timeline";
import type { Snapshot } from "@/server/database/snapshot";
import { perContext } from "@/server/per-context";
import { listNetworkSettings, listSourceFacts, loadFacts, sendingDuring } from "./facts";
import { membershipsOf } from "./membership-facts";
import type { OpenBlocks } from "./open-blocks";
import { openBlocks } from "./open-blocks";
import { intersects, readRounds } from "./round-facts";

/** What was put together last, of each network that was asked for. */
interface Held {
  /** At which version, and on which day, those of `current` hold. */
  key: string;
  readonly current: Set<NetworkId>;
  sources: readonly SourceFacts[];
  rounds: readonly Round[];
  readonly networks: Map<NetworkId, HeldFacts>;
}

/** Facts of a network, and what they were made of. */
interface HeldFacts {
  readonly facts: Facts;
  readonly members: Members;
  readonly settings: Facts["staleAfterMs"] | undefined;
  readonly sources: readonly SourceFacts[];
  readonly rounds: readonly Round[];
  readonly touched: readonly AddressId[];
  /** So many of those the blocks account for. */
  seen: number;
}

const heldOf = perContext(
  "open-facts",
  (): Held => ({ key: "", current: new Set(), sources: [], rounds: [], networks: new Map() }),
);

/** The day that is not over, with what the runs in course rest on, and all that is dated ahead. */
export function openWindow({ openAt }: Snapshot): Window {
  return { from: openAt - RUN_MIN_MS, to: Number.POSITIVE_INFINITY };
}

/**
 * The facts of the day that is not over, from ten minutes before it on, with all that is dated ahead. While nothing that they
 * hold has changed they are the same object, so that what follows from them can be kept by it: an event changes the facts of
 * the networks of its address alone.
 */
export async function openFacts(snapshot: Snapshot, networks: readonly NetworkId[]): Promise<Map<NetworkId, Facts>> {
  const { context, reader } = snapshot;
  const window = openWindow(snapshot);
  if (snapshot.isWithin) return loadFacts(context, networks, window, reader);
  const held = heldOf(context);
  const key = `${snapshot.version} ${snapshot.openAt}`;
  const known =
    held.key === key
      ? networks.flatMap((id) => (held.current.has(id) ? (held.networks.get(id)?.facts ?? []) : []))
      : [];
  if (known.length === networks.length) return new Map(known.map((facts) => [facts.network, facts]));
  const histories = await membershipsOf(context, reader, networks);
  const members = new Map([...histories].map(([id, history]) => [id, membersOf(context, history, id, window)]));
  const sources = await listSourceFacts(context, reader);
  const settings = await listNetworkSettings(context, reader, networks);
  const distinct = [...members.values()].flatMap((ofNetwork) => ofNetwork.distinct);
  const rounds = await readRounds(context, reader, distinct, window);
  const open = await openBlocks(snapshot, window.from);
  if (held.sources !== sources && !isEqual(held.sources, sources)) held.sources = sources;
  if (!isSameList(held.rounds, rounds, isSameRound)) held.rounds = rounds;
  // Facts of networks that were asked for at another version are kept to be compared with, and hold no more.
  if (held.key !== key) held.current.clear();
  held.key = key;
  const facts = new Map<NetworkId, Facts>();
  for (const [network, ofNetwork] of members) {
    const fresh = bringUp(held, network, ofNetwork, settings.get(network), open);
    held.networks.set(network, fresh);
    held.current.add(network);
    facts.set(network, fresh.facts);
  }
  return facts;
}

/** What is held of the network where nothing that it is made of is another; else it is made, and compared. */
function bringUp(
  { networks, sources, rounds }: Held,
  network: NetworkId,
  members: Members,
  settings: Facts["staleAfterMs"] | undefined,
  { blocks, touched }: OpenBlocks,
): HeldFacts {
  const before = networks.get(network);
  if (
    before?.members === members &&
    before.settings === settings &&
    before.sources === sources &&
    before.rounds === rounds &&
    before.touched === touched &&
    !touched.slice(before.seen).some((address) => members.addresses.has(address))
  ) {
    before.seen = touched.length;
    return before;
  }
  const { memberships, addresses, homes } = members;
  const fresh = {
    network,
    staleAfterMs: settings ?? [],
    memberships,
    sources,
    blocks: blocksOf(addresses, blocks),
    rounds: rounds.filter(({ scope }) => intersects(scope.networks, homes)),
  };
  const facts = before !== undefined && isSame(before.facts, fresh) ? before.facts : fresh;
  return { facts, members, settings, sources, rounds, touched, seen: touched.length };
}

/** Who sends for a network in the window, and what follows from it. */
interface Members {
  readonly from: Instant;
  readonly memberships: readonly Membership[];
  readonly addresses: ReadonlySet<AddressId>;
  /** One of those that were in the same network until the same instant: what it takes to find the rounds. */
  readonly distinct: readonly Membership[];
  /** The networks that the addresses are or were in. */
  readonly homes: ReadonlySet<NetworkId>;
}

const membersKept = perContext("open-members", () => new WeakMap<readonly Membership[], Members>());

/** Worked out once a day for a history that stays as it is. */
function membersOf(
  context: Snapshot["context"],
  history: readonly Membership[],
  network: NetworkId,
  window: Window,
): Members {
  const kept = membersKept(context);
  const found = kept.get(history);
  if (found?.from === window.from) return found;
  const memberships = sendingDuring(history, network, window);
  const members = {
    from: window.from,
    memberships,
    addresses: new Set(memberships.map(({ address }) => address)),
    distinct: [...new Map(memberships.map((one) => [`${one.network} ${one.to}`, one])).values()],
    homes: new Set(memberships.map((membership) => membership.network)),
  };
  kept.set(history, members);
  return members;
}

function blocksOf(addresses: ReadonlySet<AddressId>, blocks: OpenBlocks["blocks"]): Block[] {
  const found: Block[] = [];
  for (const address of addresses) {
    for (const block of blocks.get(address) ?? []) found.push(block);
  }
  return found;
}

/** Memberships, blocks, scopes and what stayed unknown are the same objects while they are the same. */
function isSame(a: Facts, b: Facts): boolean {
  return (
    (a.memberships === b.memberships || isSameList(a.memberships, b.memberships)) &&
    isSameList(a.blocks, b.blocks) &&
    isSameList(a.rounds, b.rounds, isSameRound) &&
    a.sources === b.sources &&
    isEqual(a.staleAfterMs, b.staleAfterMs)
  );
}

function isSameRound(one: Round, other: Round | undefined): boolean {
  return one.at === other?.at && one.scope === other.scope && one.unknown === other.unknown;
}

/** Of what was read from columns and has no identity. */
function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isSameList<T>(a: readonly T[], b: readonly T[], isSameItem = (one: T, other: T | undefined) => one === other) {
  return a.length === b.length && a.every((item, index) => isSameItem(item, b[index]));
}

interface Opened {
  readonly openAt: Instant;
  readonly steps: readonly Step[];
}

const stepsOf = perContext("open-steps", () => new WeakMap<Facts, Opened>());

/** The steps of a network from the start of the day that is not over on, those ahead included. `facts` are `openFacts`. */
export function openSteps({ context, openAt }: Snapshot, facts: Facts): readonly Step[] {
  const kept = stepsOf(context);
  const found = kept.get(facts);
  if (found?.openAt === openAt) return found.steps;
  const steps = healthSteps(facts, { from: openAt, to: Number.POSITIVE_INFINITY });
  kept.set(facts, { openAt, steps });
  return steps;
}
