import type { AddressId, Round, SourceId } from "@/domain/facts";
import type { Instant, Interval, Setting } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import type { Context } from "@/server/context";
import { recordEvents } from "@/server/events";
import { recordHeartbeat } from "@/server/heartbeats";
import { HISTORY_END } from "@/tests/fixtures/random-history";
import type { HistoryEvent, RawHistory } from "@/tests/fixtures/slow-model";
import { tokenOf } from "./declarations";

/** Two hours of a random history become three days, one of 23 hours in the zone of the tests. */
const SCALE = 36;
const BASE = Date.parse("2026-03-28T00:00:00+01:00");

export function realInstant(at: Instant): Instant {
  return BASE + at * SCALE;
}

export const PLAYED_UNTIL = realInstant(HISTORY_END);

/** The history in real time, cut to what the server accepts: no event before its address was a member of anything. */
export function inRealTime(history: RawHistory): RawHistory {
  const at = realInstant;
  const interval = <T extends Interval>(item: T): T => ({
    ...item,
    from: at(item.from),
    to: item.to === null ? null : at(item.to),
  });
  const setting = <T>({ from, value }: Setting<T>): Setting<T> => ({
    from: Number.isFinite(from) ? at(from) : from,
    value,
  });
  const stale = (setting: Setting<number | null>) => ({
    ...setting,
    value: setting.value === null ? null : setting.value * SCALE,
  });
  const memberships = history.memberships.map(interval);
  const joinedAt = (address: AddressId) =>
    Math.min(...memberships.filter((membership) => membership.address === address).map(({ from }) => from));
  const events = history.events
    .map((event, index) => ({
      ...event,
      id: `${event.id}-${index}`,
      at: at(event.at),
      effect: event.type === "block" ? event.effect : null,
    }))
    .filter((event) => event.at >= joinedAt(event.address));
  const rounds = history.rounds.map((round): Round => {
    const sources = new Set([...round.scope.sources, ...round.unknown.map(({ source }) => source)]);
    return { ...round, at: at(round.at), scope: { ...round.scope, sources } };
  });
  return {
    networks: new Map([...history.networks].map(([id, settings]) => [id, settings.map(setting).map(stale)])),
    sources: history.sources.map((source) => ({
      ...source,
      counts: source.counts.map(setting),
      staleAfterMs: source.staleAfterMs.map(setting).map(stale),
    })),
    memberships,
    events,
    rounds,
  };
}

const ipOf = (address: AddressId) => `192.0.2.${address}`;
const sourceOf = (source: SourceId) => `source-${source}`;
const networkOf = (network: number) => `network-${network}`;

/** Declares what the history declares, with its past: the ids in the database are those of the history. */
export async function declareHistory({ db }: Context, history: RawHistory): Promise<void> {
  const fromAt = (from: Instant) => BigInt(Number.isFinite(from) ? from : 0);
  const ms = (value: number | null) => (value === null ? null : BigInt(value));
  const stamps = { createdAt: 0n, updatedAt: 0n, revision: 1n };
  for (const [id, settings] of history.networks) {
    const created = settings.map(({ from, value }) => ({ fromAt: fromAt(from), staleAfterMs: ms(value) }));
    await db.network.create({
      data: { id, slug: networkOf(id), name: networkOf(id), ...stamps, settings: { create: created } },
    });
  }
  for (const { id, kind, counts, staleAfterMs } of history.sources) {
    const instants = [...new Set([...counts, ...staleAfterMs].map(({ from }) => from))].sort((a, b) => a - b);
    const created = instants.map((from) => ({
      fromAt: fromAt(from),
      counts: valueAt(counts, from),
      staleAfterMs: ms(valueAt(staleAfterMs, from)),
    }));
    await db.source.create({
      data: { id, slug: sourceOf(id), name: sourceOf(id), kind, ...stamps, settings: { create: created } },
    });
  }
  for (const id of new Set(history.memberships.map(({ address }) => address))) {
    await db.address.create({ data: { id, ip: ipOf(id) } });
  }
  await db.membership.createMany({
    data: history.memberships.map(({ address, network, role, from, to }) => ({
      addressId: address,
      networkId: network,
      role,
      fromAt: BigInt(from),
      toAt: ms(to),
    })),
  });
}

function valueAt<T>(settings: readonly Setting<T>[], at: Instant): T {
  const setting = settings.findLast(({ from }) => from <= at);
  if (setting === undefined) throw new Error("nothing was set yet");
  return setting.value;
}

/** Events that are sent in one request, or a round. */
export type Message = { readonly events: readonly HistoryEvent[] } | { readonly round: Round };

/** Sends what the history holds in the order of `messages`, and lets `between` look after each. */
export async function play(
  context: Context,
  messages: readonly Message[],
  between: () => Promise<void>,
): Promise<void> {
  for (const message of messages) {
    if ("events" in message) await recordEvents(context, tokenOf(), message.events.map(inputOf));
    else await recordHeartbeat(context, tokenOf(), bodyOf(message.round));
    await between();
  }
}

function inputOf({ id, type, address, source, at, effect }: HistoryEvent) {
  return { id, type, address: ipOf(address), source: sourceOf(source), at: formatInstant(at), effect };
}

function bodyOf({ at, scope, unknown }: Round) {
  return {
    probe: `probe-${scope.probe}`,
    at,
    networks: [...scope.networks].map(networkOf),
    sources: [...scope.sources].map(sourceOf),
    addresses: scope.addresses === null ? null : [...scope.addresses].map(ipOf),
    unknown: unknown.map(({ source, addresses }) => ({
      source: sourceOf(source),
      addresses: addresses === null ? null : [...addresses].map(ipOf),
    })),
    checked: null,
  };
}
