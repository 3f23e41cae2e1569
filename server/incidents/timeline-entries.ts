import type { TimelineItem } from "@/domain/contract/timeline";
import type { Instant } from "@/domain/instant";
import { DAY_MS, parseInstant } from "@/domain/instant";
import type { Prisma } from "@/prisma/generated/client/client";
import type { Context } from "@/server/context";
import { listDeclared } from "@/server/declaring/declared";
import { getNetworkId } from "@/server/declaring/network-ids";
import type { MeasuredNetwork } from "@/server/figures/measured";
import { listMeasuredFacts } from "@/server/figures/measured";
import { beginningsOf } from "@/server/figures/membership-facts";
import { keptWhileSaid } from "@/server/said";
import type { Reading } from "./answers";
import { slugsOf, titleOf, updateText } from "./answers";
import { pageUrl } from "./links";
import type { Place } from "./log-order";
import { compareNewestFirst } from "./log-order";
import { incidentOf, updateOf, updateWithIncident } from "./rows";

/** The first look back for facts; each further one is twice as long. */
const FIRST_LOOK_MS = 7 * DAY_MS;

interface Wanted {
  /** Slug of a declared network; null: all. */
  readonly network: string | null;
  readonly from: Instant | null;
  readonly to: Instant;
  /** Where the page before ended. */
  readonly after: Place | null;
  /** At least so many entries, where there are. */
  readonly count: number;
}

interface Entry {
  readonly place: Place;
  readonly item: TimelineItem;
}

const keptNewest = keptWhileSaid<readonly Entry[]>("newest-updates");

/** The first `count` updates of the page, newest first. Throws 404 `unknown_network`. */
export async function listUpdateEntries(
  context: Context,
  wanted: Wanted,
  lang: string | null,
): Promise<readonly Entry[]> {
  const { network, from, to, after, count } = wanted;
  const networkId = network === null ? null : await getNetworkId(context, network);
  if (after === null) {
    const newest = await keptNewest(context, context.db, JSON.stringify([networkId, count, lang]), () =>
      readUpdateEntries(context, { from: null, to: null, after, count }, networkId, lang),
    );
    // Whatever the page asks for, they begin it where none is later than it goes.
    if (newest.every(({ place: [at] }) => at < to))
      return newest.filter(({ place: [at] }) => from === null || at >= from);
  }
  return readUpdateEntries(context, wanted, networkId, lang);
}

interface Range extends Pick<Wanted, "from" | "after" | "count"> {
  readonly to: Instant | null;
}

async function readUpdateEntries(
  context: Context,
  { from, to, after, count }: Range,
  networkId: number | null,
  lang: string | null,
): Promise<Entry[]> {
  const rows = await context.db.update.findMany({
    where: {
      at: { ...(to === null ? {} : { lt: BigInt(to) }), ...(from === null ? {} : { gte: BigInt(from) }) },
      ...(networkId === null ? {} : { incident: { networks: { some: { id: networkId } } } }),
      ...(after === null ? {} : below(after)),
    },
    orderBy: [{ at: "desc" }, { postedAt: "desc" }, { id: "desc" }],
    take: count,
    include: updateWithIncident,
  });
  const reading: Reading = { settings: context.settings, lang };
  return rows.map((row): Entry => {
    const incident = incidentOf(row.incident);
    const update = updateOf(row);
    return {
      place: [update.at, 1, update.postedAt, update.id],
      item: {
        kind: "update",
        ...updateText(update, incident, reading),
        incident: incident.slug,
        incidentId: incident.id,
        incidentTitle: titleOf(incident, reading).text,
        impact: incident.impact,
        networks: slugsOf(incident.networks),
        edited: update.editedAt !== null,
        url: pageUrl(context.settings, lang, `/incidents/${incident.slug}#${update.id}`),
      },
    };
  });
}

/** What stands below a place. Updates stand above what was measured at the same instant. */
function below([at, kind, postedAt, id]: Place): Prisma.UpdateWhereInput {
  const [atThen, postedThen] = [BigInt(at), BigInt(postedAt)];
  if (kind === 0) return { at: { lt: atThen } };
  return {
    OR: [
      { at: { lt: atThen } },
      { at: atThen, postedAt: { lt: postedThen } },
      { at: atThen, postedAt: postedThen, id: { lt: id } },
    ],
  };
}

/** Measured facts of the page, newest first: as many as it takes for `count` entries with the updates. */
export async function listFactEntries(context: Context, wanted: Wanted, updates: readonly Entry[]): Promise<Entry[]> {
  const { network, from, after, count } = wanted;
  const networks = await declaredNetworks(context, network);
  const floor = Math.max(from ?? Number.NEGATIVE_INFINITY, await beginning(context, networks));
  const entries: Entry[] = [];
  let upper = Math.min(wanted.to, after === null ? wanted.to : after[0] + 1);
  for (let lookMs = FIRST_LOOK_MS; upper > floor; lookMs *= 2) {
    const lower = Math.max(floor, upper - lookMs);
    for (const fact of await listMeasuredFacts(context, networks, { from: lower, to: upper })) {
      const place: Place = [parseInstant(fact.at) ?? 0, 0, 0, fact.network];
      if (after === null || compareNewestFirst(after, place) < 0)
        entries.push({ place, item: { kind: "measured", ...fact } });
    }
    if (entries.length + updates.filter(({ place: [at] }) => at >= lower).length >= count) break;
    upper = lower;
  }
  return entries;
}

async function declaredNetworks(context: Context, slug: string | null): Promise<MeasuredNetwork[]> {
  const { networks } = await listDeclared(context, context.db, context.clock.now());
  return networks.filter((network) => slug === null || network.slug === slug);
}

/** When the history of these networks begins; Infinity: there is none. */
async function beginning(context: Context, networks: readonly MeasuredNetwork[]): Promise<Instant> {
  const began = await beginningsOf(
    context,
    context.db,
    networks.map(({ id }) => id),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...began.values());
}
