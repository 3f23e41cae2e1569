import type { FoldedBlock, PairEvent } from "@/domain/blocks";
import { continueBlocks, refoldBlocks } from "@/domain/blocks";
import { groupBy } from "@/domain/group";
import type { Instant, Interval } from "@/domain/instant";
import type { Transaction } from "@/server/db";
import type { BlockRow, EventRow, Pair, PairEnd, Touch } from "./block-rows";
import { END_OF_TIME, putBlocks, readBlocksBeside, readEventsBeside, readPairEnds, replaceBlocks } from "./block-rows";
import type { ChangedSpan } from "./past";

/** An event that is, or is about to be, stored. */
type NewEvent = Omit<EventRow, "seq">;

/** Where the histories end that events are to be added to. */
type Ends = ReadonlyMap<number, PairEnd>;

/** To be called before the events are stored: tells `foldIn` of which pairs they are the latest. */
export async function readEnds(tx: Transaction, events: readonly NewEvent[]): Promise<Ends> {
  const pairs = [...new Map(events.map((event) => [pairOf(event), event])).values()];
  const ends = await readPairEnds(tx, pairs);
  return new Map(ends.map((end) => [pairOf(end), end]));
}

/**
 * Brings the kept blocks up to events that were just stored, of pairs of which `ends` tell how they were before. Where all are
 * later than what was there, as nearly always, nothing more is read.
 * @returns when it changed whether an address is blocked; a change of effect or evidence alone is none
 */
export async function foldIn(tx: Transaction, events: readonly NewEvent[], ends: Ends): Promise<ChangedSpan[]> {
  const late: NewEvent[] = [];
  const come: BlockRow[] = [];
  const spans: ChangedSpan[] = [];
  for (const [pair, ofPair] of groupBy(events, pairOf)) {
    const [first] = ofPair;
    const end = ends.get(pair);
    if (first === undefined || end === undefined || !isAfter(end, ofPair)) {
      late.push(...ofPair);
      continue;
    }
    const { addressId, sourceId } = first;
    const before = end.open === null ? [] : [{ ...end.open, addressId, sourceId }];
    const after = continueBlocks(end.open, ofPair).map((block) => ({ ...block, addressId, sourceId }));
    come.push(...without(after, before));
    const span = changedSpan(before, after);
    if (span !== null) spans.push({ addressId, ...span });
  }
  if (come.length > 0) await putBlocks(tx, come);
  if (late.length > 0) spans.push(...(await refoldPairs(tx, late)));
  return spans;
}

function isAfter({ lastAt }: PairEnd, events: readonly NewEvent[]): boolean {
  return lastAt === null || events.every(({ at }) => at > lastAt);
}

/**
 * Brings the kept blocks up to events that were just stored. For each touched instant it reads two blocks and the events
 * of a few instants beside it, however many the pair has; all pairs share the statements.
 * @returns when it changed whether an address is blocked; a change of effect or evidence alone is none
 */
export async function refoldPairs(tx: Transaction, touched: readonly Touch[]): Promise<ChangedSpan[]> {
  const pairs = groupBy(touched, pairOf);
  const touches = [...pairs.values()].flatMap((ofPair) => [
    ...new Map(ofPair.map((touch) => [touch.at, touch])).values(),
  ]);
  const blocks = await readBlocksBeside(tx, touches);
  const events = groupBy(await readEventsBeside(tx, touches), pairOf);
  const kept = groupBy(blocks, pairOf);
  const gone: BlockRow[] = [];
  const come: BlockRow[] = [];
  const spans: ChangedSpan[] = [];
  for (const [pair, ofPair] of pairs) {
    const [first] = ofPair;
    if (first === undefined) continue;
    const { addressId, sourceId } = first;
    const before = (kept.get(pair) ?? []).sort((a, b) => a.from - b.from);
    const beside = (events.get(pair) ?? []).sort((a, b) => a.at - b.at);
    const all = [...beside, ...lastConfirmations(before, beside, new Set(ofPair.map(({ at }) => at)))];
    const after = refoldBlocks(before, all).map((block) => ({ ...block, addressId, sourceId }));
    const starts = new Set(after.map(({ from }) => from));
    gone.push(...before.filter(({ from }) => !starts.has(from)));
    come.push(...without(after, before));
    const span = changedSpan(before, after);
    if (span !== null) spans.push({ addressId, ...span });
  }
  await replaceBlocks(tx, gone, come);
  return spans;
}

/**
 * Stand-ins for the confirmations by which blocks got their effect and evidence, where those were not read: they lie after
 * every event read in the block, unless the last of these is a new one. Blocks and events are in ascending order.
 */
function lastConfirmations(
  blocks: readonly FoldedBlock[],
  events: readonly PairEvent[],
  touched: ReadonlySet<Instant>,
): PairEvent[] {
  let next = 0;
  return blocks.flatMap(({ to, effect, evidence }): PairEvent[] => {
    const end = to ?? END_OF_TIME;
    while ((events[next]?.at ?? END_OF_TIME) < end) next += 1;
    const last = events[next - 1];
    if (last !== undefined && touched.has(last.at)) return [];
    return [{ id: "", type: "block", at: end - 0.5, effect, evidence }];
  });
}

/** A number for the pair: ids are far below 2^26. */
function pairOf({ addressId, sourceId }: Pair): number {
  return addressId * 2 ** 26 + sourceId;
}

/** Those of `blocks` that are not among `others` as they are. */
function without(blocks: readonly BlockRow[], others: readonly BlockRow[]): BlockRow[] {
  const byStart = new Map(others.map((block) => [block.from, block]));
  return blocks.filter((block) => {
    const other = byStart.get(block.from);
    return other?.to !== block.to || other.effect !== block.effect || other.evidence !== block.evidence;
  });
}

/** From the first to the last edge that only one of the two has; null: the same time is blocked. */
function changedSpan(before: readonly Interval[], after: readonly Interval[]): Interval | null {
  const old = edgesOf(before);
  const now = edgesOf(after);
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const [edges, others] of [
    [old, now],
    [now, old],
  ] as const) {
    for (const edge of edges) {
      if (others.has(edge)) continue;
      from = Math.min(from, edge);
      to = Math.max(to, edge);
    }
  }
  if (to === Number.NEGATIVE_INFINITY) return null;
  return { from, to: to === Number.POSITIVE_INFINITY ? null : to };
}

function edgesOf(blocks: readonly Interval[]): Set<Instant> {
  return new Set(blocks.flatMap(({ from, to }) => [from, to ?? Number.POSITIVE_INFINITY]));
}
