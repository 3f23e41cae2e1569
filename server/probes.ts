import type { ProbeAnswer, ProbeList, ProbeState } from "@/domain/contract/desk/probes";
import type { NetworkId, SourceId } from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import type { Watch } from "@/domain/silence";
import { believedUntil, isRetired, silentSince } from "@/domain/silence";
import { Prisma } from "@/prisma/generated/client/client";
import { readProbes } from "@/server/board/probes";
import type { Snapshot } from "@/server/database/snapshot";
import { readTogether } from "@/server/database/snapshot";
import { jsonRows, readTuples } from "@/server/database/sql";
import { listDeclared, nameIn } from "@/server/declaring/declared";
import type { Actor } from "./actor";
import { requireStaff } from "./actor";
import type { Context } from "./context";

/** A kind of round that a probe makes, and its latest round. */
interface Kind {
  readonly scopeId: number;
  readonly probe: string;
  readonly networks: readonly NetworkId[];
  readonly sources: readonly SourceId[];
  /** How many addresses it lists; null: all. */
  readonly addresses: number | null;
  readonly at: Instant;
}

const order: readonly ProbeState[] = ["silent", "heard", "asked", "retired"];

/**
 * Every probe that sent a round, with its latest and what it covers: those that have gone silent first, then by name. Names are
 * in `lang`. Throws 401, 403 `staff_only`, 503.
 */
export async function listProbes(context: Context, actor: Actor, lang: string): Promise<ProbeList> {
  requireStaff(actor, "editor");
  return readTogether(context, async (snapshot) => {
    const { reader, now } = snapshot;
    const declared = await listDeclared(context, reader, now);
    const watches = new Map(
      (await readProbes(reader, declared.networks, declared.sources, now)).map(({ name, watches }) => [name, watches]),
    );
    const kinds = await readKinds(snapshot);
    const networks = new Map(declared.networks.map((row) => [row.id, { slug: row.slug, name: nameIn(row, lang) }]));
    const sources = new Map(
      [...declared.sources].map(([id, row]) => [id, { slug: row.slug, name: nameIn(row, lang) }]),
    );
    const unknown = await readUnknown(snapshot, [...kinds.values()].map(latestOf));
    const items = [...kinds].map(([name, ofProbe]): ProbeAnswer => {
      const latest = latestOf(ofProbe);
      const round = unknown.get(latest.scopeId);
      // What a probe no longer looks at, it does not cover: kinds of which others have taken the place long since.
      const present = ofProbe.filter(({ at, addresses }) => addresses === null && !isRetired(at, latest.at));
      const covering = present.length > 0 ? present : [latest];
      return {
        name,
        ...standingOf(watches.get(name) ?? [], now),
        round: {
          at: formatInstant(latest.at),
          receivedAt: formatInstant(round?.receivedAt ?? latest.at),
          addresses: latest.addresses,
          unknown: (round?.unknown ?? []).flatMap(([id, addresses]) => {
            const source = sources.get(id);
            return source === undefined ? [] : [{ source, addresses: addresses?.length ?? null }];
          }),
        },
        networks: named(
          networks,
          covering.flatMap((kind) => kind.networks),
        ),
        sources: named(
          sources,
          covering.flatMap((kind) => kind.sources),
        ),
      };
    });
    items.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.name < b.name ? -1 : 1));
    return { now: formatInstant(now), items };
  });
}

function standingOf(watches: readonly Watch[], now: Instant) {
  const until = believedUntil(watches);
  if (until === null) return { state: "asked" as const, silentSince: null, believedUntil: null };
  const since = silentSince(watches, now);
  const state: ProbeState = since !== null ? "silent" : isRetired(until, now) ? "retired" : "heard";
  return { state, silentSince: since === null ? null : formatInstant(since), believedUntil: formatInstant(until) };
}

function named<T>(all: ReadonlyMap<number, T>, ids: readonly number[]): T[] {
  const wanted = new Set(ids);
  return [...all].filter(([id]) => wanted.has(id)).map(([, it]) => it);
}

function latestOf(kinds: readonly Kind[]): Kind {
  return kinds.reduce((latest, kind) => (kind.at > latest.at ? kind : latest));
}

/** By probe, the kinds of rounds that it made up to now: one seek by index for each, however many rounds there are. */
async function readKinds({ reader, now }: Snapshot): Promise<Map<string, Kind[]>> {
  const rows = await readTuples<
    [scopeId: number, probe: string, networks: string, sources: string, addresses: number | null, at: Instant | null]
  >(
    reader,
    Prisma.sql`s."id", p."name", s."networksJson", s."sourcesJson", json_array_length(s."addressesJson"),
      (SELECT max(r."at") FROM "Round" AS r WHERE r."scopeId" = s."id" AND r."at" <= ${now})`,
    Prisma.sql`"Scope" AS s JOIN "Probe" AS p ON p."id" = s."probeId"`,
  );
  const kinds = rows.flatMap(([scopeId, probe, networks, sources, addresses, at]): Kind[] =>
    at === null
      ? []
      : [{ scopeId, probe, networks: JSON.parse(networks), sources: JSON.parse(sources), addresses, at }],
  );
  return groupBy(kinds, ({ probe }) => probe);
}

interface Missed {
  readonly receivedAt: Instant;
  readonly unknown: readonly (readonly [SourceId, readonly number[] | null])[];
}

/** What stayed unknown in the latest round of each of these kinds, by the kind's scope. Of two at one instant, that which missed more. */
async function readUnknown({ reader }: Snapshot, kinds: readonly Kind[]): Promise<Map<number, Missed>> {
  const rows = await readTuples<[scopeId: number, receivedAt: Instant, bodyJson: string | null]>(
    reader,
    Prisma.sql`r."scopeId", r."receivedAt", u."bodyJson"`,
    Prisma.sql`${jsonRows(
      "k",
      ["id", "at"],
      kinds.map(({ scopeId, at }) => [scopeId, at]),
    )} CROSS JOIN "Round" AS r ON r."scopeId" = k."id" AND r."at" = k."at"
      LEFT JOIN "Unknown" AS u ON u."id" = r."unknownId"`,
  );
  const missed = new Map<number, Missed>();
  for (const [scopeId, receivedAt, bodyJson] of rows) {
    const before = missed.get(scopeId);
    const unknown: Missed["unknown"] = bodyJson === null ? [] : JSON.parse(bodyJson);
    const more = unknown.length >= (before?.unknown.length ?? 0) ? unknown : (before?.unknown ?? []);
    missed.set(scopeId, { receivedAt: Math.max(receivedAt, before?.receivedAt ?? 0), unknown: more });
  }
  return missed;
}
