import type { Effect } from "./facts";
import type { Instant, Interval } from "./instant";

/** What a source was seen to do to an address. All events of a fold are of one pair of address and source. */
export interface PairEvent {
  readonly id: string;
  readonly type: "block" | "unblock";
  readonly at: Instant;
  /** Of a block; of an unblock it means nothing. */
  readonly effect: Effect | null;
  readonly evidence: string | null;
}

/** Time during which the source blocks the address; effect and evidence are those of the latest confirmation. */
export interface FoldedBlock extends Interval {
  readonly effect: Effect;
  readonly evidence: string | null;
}

/**
 * The blocks of one pair, ascending. At one instant a block voids an unblock, of several blocks `refused` wins, then
 * the greater id. Any order and any repetition of the same events gives the same blocks.
 */
export function foldBlocks(events: Iterable<PairEvent>): FoldedBlock[] {
  return foldLeading(leading(events));
}

/**
 * The blocks that take the place of `rows` when events were added: what `foldBlocks` gives of all events, computed
 * from those around the new ones.
 *
 * For each instant of a new event, `rows` hold the last kept block that begins at or before it and the first that
 * begins after it. `events` hold, new ones included, those at the instant itself, at the nearest instant before that
 * has any, at the nearest after, and for each row those at the last instant before its end (of all, where it has
 * none). Of the events of one instant the leading one alone will do (`compareAtInstant`). Nothing else may be in
 * there; repetition and order do not matter.
 * @returns all that is to stand instead of `rows`, ascending; a row that did not change is among them
 */
export function refoldBlocks(rows: readonly FoldedBlock[], events: Iterable<PairEvent>): FoldedBlock[] {
  const byInstant = leading(events);
  for (const { from, to, effect, evidence } of rows) {
    if (!byInstant.has(from)) byInstant.set(from, { id: "", type: "block", at: from, effect, evidence });
    if (to !== null && !byInstant.has(to)) {
      byInstant.set(to, { id: "", type: "unblock", at: to, effect: null, evidence: null });
    }
  }
  return foldLeading(byInstant);
}

/**
 * The blocks that come about when events were added that are all later than every event before: what `foldBlocks` gives of
 * all events, from the block on that had not ended before (`open`; null: there was none). Those that had ended stay.
 */
export function continueBlocks(open: FoldedBlock | null, later: Iterable<PairEvent>): FoldedBlock[] {
  return foldLeading(leading(later), open);
}

/** Orders events of one pair and one instant: the one that decides comes first. */
export function compareAtInstant(a: PairEvent, b: PairEvent): number {
  if (a.type !== b.type) return a.type === "block" ? -1 : 1;
  if (a.type === "block" && a.effect !== b.effect) return a.effect === "refused" ? -1 : 1;
  return compareText(b.id, a.id) || compareText(b.evidence ?? "", a.evidence ?? "");
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function leading(events: Iterable<PairEvent>): Map<Instant, PairEvent> {
  const byInstant = new Map<Instant, PairEvent>();
  for (const event of events) {
    const other = byInstant.get(event.at);
    if (other === undefined || compareAtInstant(event, other) < 0) byInstant.set(event.at, event);
  }
  return byInstant;
}

function foldLeading(byInstant: ReadonlyMap<Instant, PairEvent>, begun: FoldedBlock | null = null): FoldedBlock[] {
  const blocks: FoldedBlock[] = begun === null ? [] : [begun];
  for (const { type, at, effect, evidence } of [...byInstant.values()].sort((a, b) => a.at - b.at)) {
    const last = blocks.at(-1);
    const open = last?.to === null ? last : undefined;
    if (type === "block") {
      if (open !== undefined) blocks.pop();
      blocks.push({ from: open?.from ?? at, to: null, effect: effect ?? "refused", evidence });
    } else if (open !== undefined) {
      blocks.pop();
      blocks.push({ ...open, to: at });
    }
  }
  return blocks;
}
