import { parseAddress } from "@/domain/address";
import type { AddressAnswer } from "@/domain/contract/address";
import { Effect as EffectText } from "@/domain/contract/event";
import { Role } from "@/domain/contract/network";
import type { AddressId, Effect, SourceId } from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Instant, Interval, Setting, Window } from "@/domain/instant";
import { DAY_MS, formatInstant, MINUTE_MS, settingAt } from "@/domain/instant";
import { latestRequest } from "@/domain/removal";
import type { Spans } from "@/domain/spans";
import { clip, intersectionOf, spansWhere, unionOf } from "@/domain/spans";
import { Prisma } from "@/prisma/generated/client/client";
import type { Snapshot } from "@/server/database/snapshot";
import { readTogether } from "@/server/database/snapshot";
import { readTuples } from "@/server/database/sql";
import { countsOf } from "@/server/figures/facts";
import type { Context } from "./context";
import { Problem } from "./problem";
import { listRemovalRequests } from "./removal-requests";

/** So many of an address' blocks are told at most, the newest. */
const MAX_BLOCKS = 1_000;
const SHARE_MS = 90 * DAY_MS;

interface AddressBlock extends Interval {
  readonly effect: Effect;
  /** The latest request to let go of the address that belongs to this block; null: none by then. */
  readonly requestedAt: Instant | null;
  readonly source: {
    readonly slug: string;
    readonly removalUrl: string | null;
    readonly counts: readonly Setting<boolean>[];
  };
}

/**
 * Whether an address is blocked, by whom and how often it was, now or at an instant. Blocks are newest first; those of
 * deleted sources are among them, and count for nothing.
 * Throws 422 `invalid` for what is no address and `in_future`, 404 `unknown_address` for one that was in no network then,
 * 503 as the database says.
 */
export async function findAddress(context: Context, ip: string, at: Instant | null = null): Promise<AddressAnswer> {
  const address = parseAddress(ip);
  if (address === null) throw refusal(422, "invalid", "/ip", `${ip.slice(0, 64)} is not an IPv4 or IPv6 address.`);
  return readTogether(context, async (snapshot) => {
    const instant = at ?? snapshot.now;
    if (instant > snapshot.now) throw refusal(422, "in_future", "/at", "Nothing is known yet of time ahead.");
    return answerAt(snapshot, address, instant);
  });
}

async function answerAt(snapshot: Snapshot, address: string, at: Instant): Promise<AddressAnswer> {
  const row = await snapshot.reader.address.findUnique({
    where: { ip: address },
    include: { memberships: { include: { network: { select: { slug: true } } } } },
  });
  const memberships = (row?.memberships ?? []).map(({ fromAt, toAt, role, network }) => ({
    from: Number(fromAt),
    to: toAt === null ? null : Number(toAt),
    role: Role.parse(role),
    network: network.slug,
  }));
  const membership = memberships.find((interval) => contains(interval, at));
  if (row === null || membership === undefined) {
    throw new Problem(404, "unknown_address", `${address} is in none of our networks.`);
  }
  const blocks = (await readBlocks(snapshot, row.id, at)).sort((a, b) => b.from - a.from);
  const standing = blocks.filter((block) => contains(block, at));
  return {
    address,
    network: membership.network,
    role: membership.role,
    blocked: standing.some(({ source }) => settingAt(source.counts, at)),
    blocks: standing.map(({ source, effect, from, requestedAt }) => ({
      source: source.slug,
      counts: settingAt(source.counts, at),
      effect,
      since: formatInstant(from),
      removalRequestedAt: requestedAt === null ? null : formatInstant(requestedAt),
      removalUrl: source.removalUrl?.replaceAll("{ip}", encodeURIComponent(address)) ?? null,
    })),
    history: {
      blocks: blocks.slice(0, MAX_BLOCKS).map(({ source, effect, from, to }) => ({
        source: source.slug,
        effect,
        from: formatInstant(from),
        // An end dated a little ahead counts from its instant: until then the block stands.
        to: to === null || to > snapshot.now ? null : formatInstant(to),
      })),
      blockedShare90d: blockedShare(memberships, blocks, lastDays(at)),
    },
  };
}

/** To the minute, so that the same look-up bears the same ETag for a while. */
function lastDays(at: Instant): Window {
  const to = at - (at % MINUTE_MS);
  return { from: to - SHARE_MS, to };
}

/** Time blocked by a counted source, over the time as a member, 0..1; null: no member in the window. */
function blockedShare(
  memberships: readonly Interval[],
  blocks: readonly AddressBlock[],
  window: Window,
): number | null {
  const member = clip(memberships, window);
  const counted = blocks.flatMap((block) =>
    intersectionOf(
      clip([block], window),
      spansWhere(block.source.counts, (counts) => counts),
    ),
  );
  const memberMs = lengthMs(member);
  return memberMs === 0 ? null : lengthMs(intersectionOf(member, unionOf(counted))) / memberMs;
}

function lengthMs(spans: Spans): number {
  return spans.reduce((sum, { from, to }) => sum + (to - from), 0);
}

/** The blocks of an address that had begun at `at`. */
async function readBlocks({ reader, now }: Snapshot, address: number, at: Instant): Promise<AddressBlock[]> {
  const rows = await readTuples<[source: number, Instant, Instant | null, Effect]>(
    reader,
    Prisma.sql`"sourceId", "fromAt", "toAt", "effect"`,
    Prisma.sql`"Block" WHERE "addressId" = ${address} AND "fromAt" <= ${at}`,
  );
  const ids = [...new Set(rows.map(([source]) => source))];
  const sources = await reader.source.findMany({
    where: { id: { in: ids } },
    select: { id: true, slug: true, removalUrl: true, settings: { orderBy: { fromAt: "asc" } } },
  });
  const byId = new Map(sources.map(({ id, settings, ...source }) => [id, { ...source, counts: countsOf(settings) }]));
  const pairs = ids.map((sourceId) => ({ addressId: address, sourceId }));
  const effects = await readEffectsBeforeAhead(reader, address, ids, now);
  const requests = groupBy(await listRemovalRequests(reader, pairs), ({ sourceId }) => sourceId);
  return rows.flatMap(([id, from, to, effect]) => {
    const source = byId.get(id);
    const requestedAt = latestRequest({ from, to }, requests.get(id) ?? [], at)?.at ?? null;
    return source === undefined
      ? []
      : [{ source, from, to, effect: to === null ? (effects.get(id) ?? effect) : effect, requestedAt }];
  });
}

/**
 * A block bears the effect of its latest confirmation, also of one that is dated a little ahead and counts from its instant. Of the
 * sources that have one such: the effect that was last told by now.
 */
async function readEffectsBeforeAhead(
  reader: Snapshot["reader"],
  addressId: AddressId,
  sources: readonly SourceId[],
  now: Instant,
): Promise<Map<SourceId, Effect>> {
  const told = { addressId, sourceId: { in: [...sources] }, type: "block" };
  const ahead = await reader.event.findMany({
    where: { ...told, at: { gt: BigInt(now) } },
    distinct: ["sourceId"],
    select: { sourceId: true },
  });
  const effects = new Map<SourceId, Effect>();
  for (const { sourceId } of ahead) {
    const last = await reader.event.findFirst({
      where: { ...told, sourceId, at: { lte: BigInt(now) } },
      // Of one instant `refused` wins.
      orderBy: [{ at: "desc" }, { effect: "desc" }],
      select: { effect: true },
    });
    if (last !== null) effects.set(sourceId, EffectText.parse(last.effect));
  }
  return effects;
}

function contains({ from, to }: Interval, at: Instant): boolean {
  return from <= at && (to === null || at < to);
}

function refusal(status: number, code: string, path: string, detail: string): Problem {
  return new Problem(status, code, detail, { errors: [{ path, code, detail }] });
}
