import type { SourceTraits } from "./blockers";
import { commonDeed, deedOf } from "./blockers";
import type { Deed } from "./claim";
import type { Impact } from "./contract/incident";
import type { UpdateStatus } from "./contract/update";
import type { Effect, Role, SourceKind } from "./facts";
import { groupBy } from "./group";
import type { Instant, Interval } from "./instant";
import { holdsAt } from "./instant";
import type { Watch } from "./silence";
import { silentSince } from "./silence";

// Networks and sources are named by their slugs here: the board speaks of what is declared.

/** A block of an address that is a member of a network now. */
export interface BoardBlock extends Interval {
  readonly address: string;
  readonly label: string | null;
  readonly network: string;
  readonly role: Role;
  readonly source: string;
  readonly effect: Effect;
  readonly evidence: string | null;
  /** When we were told of it. */
  readonly receivedAt: Instant;
  /** null: nobody has asked the source to let go of it. */
  readonly removalRequestedAt: Instant | null;
}

export interface BoardSource extends Pick<SourceTraits, "kind" | "counts"> {
  /** Receivers that use its data. */
  readonly affects: readonly string[];
}

/** An open incident or maintenance. */
export interface BoardIncident {
  readonly slug: string;
  readonly impact: Impact;
  readonly status: UpdateStatus;
  readonly networks: readonly string[];
  readonly sources: readonly string[];
  readonly nextUpdateBy: Instant | null;
  readonly scheduledFor: Instant | null;
  readonly scheduledUntil: Instant | null;
}

export interface BoardFacts {
  /** In the page's order. */
  readonly networks: readonly string[];
  readonly sources: ReadonlyMap<string, BoardSource>;
  /** In the order in which addresses are listed; those that do not stand at the time count for nothing. */
  readonly blocks: readonly BoardBlock[];
  readonly incidents: readonly BoardIncident[];
  readonly probes: readonly { readonly name: string; readonly watches: readonly Watch[] }[];
  /** Up to when whoever looks has seen the blocks; null, or ahead of now (a replay that began anew): never. */
  readonly seenAt: Instant | null;
}

/** What one source does to one network. */
export interface BoardRow {
  readonly network: string;
  readonly source: string;
  readonly kind: SourceKind;
  readonly counts: boolean;
  readonly deed: Deed;
  /** Addresses in use, how many of these are deferred only, and idle ones. */
  readonly sending: number;
  readonly deferred: number;
  readonly idle: number;
  readonly oldestAt: Instant;
  readonly newestAt: Instant;
  readonly unseen: number;
  readonly requested: number;
  /** Since when the longest blocked address without a removal request is; null: removal was asked for of each. */
  readonly oldestUnrequestedAt: Instant | null;
  /** The latest that came with evidence. */
  readonly evidence: BoardBlock | null;
  /** Slugs of the open incidents that tell readers of it. */
  readonly incidents: readonly string[];
  /** Those in use first, of these the unseen ones, each in the order of the facts. */
  readonly blocks: readonly BoardBlock[];
}

/** What was promised and did not happen: an update, the beginning or the end of maintenance. */
export interface Overdue {
  readonly incident: string;
  readonly what: "update" | "begin" | "end";
  readonly since: Instant;
}

export interface Board {
  /** What hurts: counting sources, addresses in use. Most addresses first, receivers before others, then in the page's order. */
  readonly rows: readonly BoardRow[];
  /** What does not: sources that do not count, idle addresses alone; in the same order. */
  readonly quiet: readonly BoardRow[];
  /** How many addresses in use counting sources block. */
  readonly blocked: number;
  /** Those of which no open incident tells; null: readers know of all. */
  readonly untold: {
    readonly addresses: number;
    readonly deed: Deed;
    readonly networks: readonly string[];
    readonly sources: readonly string[];
    readonly since: Instant;
  } | null;
  /** How many of these have a block that is new to whoever looks. */
  readonly unseen: number;
  /** What to remember as `seenAt` once this board was looked at; null: it shows no block. */
  readonly mark: Instant | null;
  /** The longest overdue first. */
  readonly overdue: readonly Overdue[];
  /** The longest silent first. */
  readonly silent: readonly { readonly probe: string; readonly since: Instant }[];
}

/** What staff have to know now. */
export function boardOf(facts: BoardFacts, now: Instant): Board {
  const standing = facts.blocks.filter((block) => holdsAt(block, now));
  const isUnseen = unseenSince(facts.seenAt, now);
  const all = [...groupBy(standing, ({ network, source }) => `${network} ${source}`).values()]
    .flatMap((blocks) => rowOf(blocks, facts, isUnseen))
    .sort((a, b) => byWeight(a, b, facts.networks));
  const rows = all.filter(({ counts, sending }) => counts && sending > 0);
  return {
    rows,
    quiet: all.filter((row) => !rows.includes(row)),
    blocked: addressesOf(rows).size,
    untold: untoldOf(rows.filter(({ incidents }) => incidents.length === 0)),
    unseen: addressesOf(rows, isUnseen).size,
    mark: standing.reduce<Instant | null>(
      (latest, block) => Math.max(latest ?? learntAt(block), learntAt(block)),
      null,
    ),
    overdue: facts.incidents.flatMap((incident) => overdueOf(incident, now)).sort((a, b) => a.since - b.since),
    silent: facts.probes
      .flatMap(({ name, watches }) => {
        const since = silentSince(watches, now);
        return since === null ? [] : [{ probe: name, since }];
      })
      .sort((a, b) => a.since - b.since),
  };
}

function rowOf(all: readonly BoardBlock[], { sources, incidents }: BoardFacts, isUnseen: IsUnseen): BoardRow[] {
  const [first] = all;
  const source = first && sources.get(first.source);
  if (!first || !source) return [];
  const sending = all.filter(({ role }) => role === "sending");
  const weighed = sending.length > 0 ? sending : all;
  const unrequested = weighed.filter(({ removalRequestedAt }) => removalRequestedAt === null);
  const deferred = weighed.filter(({ effect }) => effect === "deferred").length;
  const group = (block: BoardBlock) => (block.role === "idle" ? 2 : isUnseen(block) ? 0 : 1);
  return [
    {
      network: first.network,
      source: first.source,
      kind: source.kind,
      counts: source.counts,
      deed: deedOf(source.kind, { blocked: weighed.length, deferred }),
      sending: sending.length,
      deferred: sending.length > 0 ? deferred : 0,
      idle: all.length - sending.length,
      oldestAt: firstOf(weighed),
      newestAt: weighed.reduce((latest, { from }) => Math.max(latest, from), Number.NEGATIVE_INFINITY),
      unseen: weighed.filter(isUnseen).length,
      requested: weighed.length - unrequested.length,
      oldestUnrequestedAt: unrequested.length === 0 ? null : firstOf(unrequested),
      evidence: latestOf(all.filter(({ evidence }) => evidence !== null)),
      incidents: incidents.filter((incident) => tells(incident, first, sources)).map(({ slug }) => slug),
      blocks: [...all].sort((a, b) => group(a) - group(b)),
    },
  ];
}

type IsUnseen = (block: BoardBlock) => boolean;

/** What tells the blocks that are new to whoever has seen those up to `seenAt`, as `BoardFacts` has it. */
export function unseenSince(seenAt: Instant | null, now: Instant): IsUnseen {
  const mark = seenAt !== null && seenAt <= now ? seenAt : Number.NEGATIVE_INFINITY;
  return (block) => learntAt(block) > mark;
}

/** An event dated ahead shows from its instant on. */
function learntAt({ receivedAt, from }: BoardBlock): Instant {
  return Math.max(receivedAt, from);
}

function firstOf(blocks: readonly BoardBlock[]): Instant {
  return blocks.reduce((first, { from }) => Math.min(first, from), Number.POSITIVE_INFINITY);
}

function latestOf(blocks: readonly BoardBlock[]): BoardBlock | null {
  return blocks.reduce<BoardBlock | null>(
    (latest, block) => (latest && latest.from >= block.from ? latest : block),
    null,
  );
}

/**
 * Whether the incident tells readers of what the source does to the network: it names the network, and the source, or one that
 * passes on or uses its data, or none. Maintenance tells of nothing but itself.
 */
function tells(
  { impact, networks, sources: named }: BoardIncident,
  { network, source }: BoardBlock,
  sources: ReadonlyMap<string, BoardSource>,
): boolean {
  if (impact === "maintenance" || !networks.includes(network)) return false;
  const uses = (receiver: string, data: string) => sources.get(data)?.affects.includes(receiver) ?? false;
  return named.length === 0 || named.some((other) => other === source || uses(other, source) || uses(source, other));
}

function byWeight(a: BoardRow, b: BoardRow, networks: readonly string[]): number {
  return (
    b.sending - a.sending ||
    b.idle - a.idle ||
    Number(a.kind !== "receiver") - Number(b.kind !== "receiver") ||
    networks.indexOf(a.network) - networks.indexOf(b.network) ||
    (a.source < b.source ? -1 : 1)
  );
}

/** The addresses in use of these rows that have such a block. */
function addressesOf(rows: readonly BoardRow[], isMeant: IsUnseen = () => true): Set<string> {
  const blocks = rows.flatMap((row) => row.blocks).filter((block) => block.role === "sending" && isMeant(block));
  return new Set(blocks.map(({ address }) => address));
}

function untoldOf(rows: readonly BoardRow[]): Board["untold"] {
  if (rows.length === 0) return null;
  const { size } = addressesOf(rows);
  // Where receivers account for all of it, what filters and lists say besides does not blur what they do.
  const own = rows.filter(({ kind }) => kind === "receiver");
  const named = addressesOf(own).size === size ? own : rows;
  return {
    addresses: size,
    deed: commonDeed(named.map(({ deed }) => deed)),
    networks: [...new Set(rows.map(({ network }) => network))],
    sources: [...new Set(rows.map(({ source }) => source))],
    since: rows.reduce((first, { oldestAt }) => Math.min(first, oldestAt), Number.POSITIVE_INFINITY),
  };
}

/** An update is promised of an incident as of maintenance; of maintenance its hours are promised too. */
function overdueOf({ slug, status, nextUpdateBy, scheduledFor, scheduledUntil }: BoardIncident, now: Instant) {
  const overdue: Overdue[] = [];
  const consider = (what: Overdue["what"], since: Instant | null) => {
    if (since !== null && since <= now) overdue.push({ incident: slug, what, since });
  };
  consider("update", nextUpdateBy);
  if (status === "scheduled") consider("begin", scheduledFor);
  if (status === "in_progress" || status === "verifying") consider("end", scheduledUntil);
  return overdue;
}
