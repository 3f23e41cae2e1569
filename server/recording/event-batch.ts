import type { EventRejection } from "@/domain/contract/event";
import type { Instant } from "@/domain/instant";
import type { Actor, KnownActor } from "@/server/actor";
import { mayTouch } from "@/server/actor";
import type { Context } from "@/server/context";
import type { Transaction } from "@/server/db";
import { foldIn, readEnds } from "./blocks";
import type { Submission } from "./event-inputs";
import type { AddressRecord, SentEvent, StoredEvent } from "./event-rows";
import { findAddresses, findSent, findSourceIds, insertEvents, keyOf } from "./event-rows";
import { AHEAD_MS, dropDaysOfAddresses } from "./past";

/** The events of one request. */
export interface Batch {
  readonly actor: KnownActor;
  readonly submissions: readonly Submission[];
}

export interface Outcome {
  accepted: number;
  duplicates: number;
  readonly rejected: EventRejection[];
}

type Refusal = Pick<EventRejection, "code" | "detail">;

/**
 * Judges the events of several requests in the order given, stores what is accepted and brings blocks and kept days up
 * to it, in a number of statements that does not grow with the number of events.
 * @returns one outcome per batch, in their order
 */
export async function storeBatches(context: Context, tx: Transaction, batches: readonly Batch[]): Promise<Outcome[]> {
  const now = context.clock.now();
  const all = batches.flatMap(({ submissions }) => submissions);
  const sent = await findSent(tx, all);
  const sources = await findSourceIds(tx, all);
  const addresses = await findAddresses(tx, all);
  const accepted: StoredEvent[] = [];

  const judge = (event: Submission, actor: Actor): Refusal | "duplicate" | "accepted" => {
    const earlier = sent.get(keyOf(event));
    if (earlier !== undefined) return isEqual(earlier, event) ? "duplicate" : conflictWith(event);
    const sourceId = sources.get(event.source);
    if (sourceId === undefined) return { code: "unknown_source", detail: `No source is declared as ${event.source}.` };
    const address = addresses.get(event.address);
    if (address === undefined) {
      return { code: "unknown_address", detail: `${event.address} is and was in no network.` };
    }
    const refusal = refusalOf(event, address, actor, now);
    if (refusal !== null) return refusal;
    sent.set(keyOf(event), event);
    accepted.push({ ...event, addressId: address.id, sourceId });
    return "accepted";
  };

  const outcomes = batches.map(({ actor, submissions }) => {
    const outcome: Outcome = { accepted: 0, duplicates: 0, rejected: [] };
    for (const event of submissions) {
      const verdict = judge(event, actor);
      if (verdict === "accepted") outcome.accepted += 1;
      else if (verdict === "duplicate") outcome.duplicates += 1;
      else outcome.rejected.push({ index: event.index, id: event.id, ...verdict });
    }
    return outcome;
  });

  if (accepted.length > 0) {
    const ends = await readEnds(tx, accepted);
    await insertEvents(tx, accepted, now);
    await dropDaysOfAddresses(context, tx, await foldIn(tx, accepted, ends));
  }
  return outcomes;
}

function isEqual(a: SentEvent, b: SentEvent): boolean {
  return (
    a.type === b.type &&
    a.address === b.address &&
    a.source === b.source &&
    a.at === b.at &&
    a.effect === b.effect &&
    a.evidence === b.evidence
  );
}

function conflictWith({ id }: SentEvent): Refusal {
  return { code: "id_conflict", detail: `The id ${id} was used before, for an event that says something else.` };
}

function refusalOf(event: SentEvent, address: AddressRecord, actor: Actor, now: Instant): Refusal | null {
  const [first] = address.memberships;
  const network = (address.memberships.findLast(({ from }) => from <= event.at) ?? first)?.network;
  if (network === undefined || !mayTouch(actor, network)) {
    return { code: "not_allowed", detail: `The token is bound to other networks than that of ${event.address}.` };
  }
  if (event.at > now + AHEAD_MS) {
    return { code: "in_future", detail: "`at` is more than five minutes ahead of this server's clock." };
  }
  if (first === undefined || event.at < first.from) {
    return { code: "before_membership", detail: `${event.address} was in no network yet at that instant.` };
  }
  return null;
}
