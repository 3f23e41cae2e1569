import { formatAddress } from "@/domain/address";
import type { Cidr } from "@/domain/cidr";
import { formatCidr, parseCidr, sizeOf } from "@/domain/cidr";
import type { Change, NetworkPreview } from "@/domain/contract/desk/declaring";
import type { AddressEntry } from "@/domain/contract/network";
import type { ChangedRange } from "@/domain/member-changes";
import { changesOf, sumOf } from "@/domain/member-changes";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import type { Database } from "@/server/db";
import { getNetwork, requireNetworkRight } from "@/server/networks";
import { isProblem } from "@/server/problem";
import { requireSlug } from "./declarations";
import type { Obstacles, Planned } from "./member-plans";
import { slugsOfFaults, tryEntries } from "./member-plans";

const MAX_RANGES = 100;
const MAX_BLOCKS = 200;
const MAX_OBSTACLES = 100;

/**
 * What `putNetwork` would do with these addresses now, worked out by the same planning; nothing is written. What stands in the
 * way is told as `obstacles`, not thrown. Throws 401, 403 and 422 `invalid` (slug) as `putNetwork` does.
 */
export async function previewNetwork(
  context: Context,
  actor: Actor,
  slug: string,
  entries: readonly AddressEntry[],
): Promise<NetworkPreview> {
  requireNetworkRight(actor, slug);
  requireSlug(slug);
  const row = await context.db.network.findUnique({ where: { slug }, select: { id: true } });
  const here = await getNetwork(context, actor, slug).catch((error: unknown) => {
    if (isProblem(error) && error.status === 404) return null;
    throw error;
  });
  const before = { sending: here?.answer.sending ?? 0, idle: here?.answer.idle ?? 0 };
  const planned = await tryEntries(context.db, row?.id ?? 0, entries, context.clock.now());
  const told = { etag: here?.etag ?? null, before, blocks: blocksOf(entries) };
  if (!("plan" in planned)) {
    return { ...told, ...unchanged, after: before, obstacles: await obstaclesOf(context.db, planned) };
  }
  return { ...told, ...changesTold(planned), after: rolesOf(planned), obstacles: [] };
}

const none: Change = { addresses: 0, ranges: 0, shown: [] };
const unchanged = { joining: none, leaving: none, changingRole: none, relabelled: none, redated: none };

function changesTold({ plan, wanted, held }: Planned) {
  const { joining, leaving, changingRole, relabelled, redated } = changesOf(plan, wanted, held);
  return {
    joining: told(joining),
    leaving: told(leaving),
    changingRole: told(changingRole),
    relabelled: told(relabelled),
    redated: told(redated),
  };
}

function told(ranges: readonly ChangedRange[]): Change {
  return { addresses: sumOf(ranges), ranges: ranges.length, shown: ranges.slice(0, MAX_RANGES) };
}

function rolesOf({ wanted }: Planned): { sending: number; idle: number } {
  let idle = 0;
  for (const { role } of wanted.values()) if (role === "idle") idle += 1;
  return { sending: wanted.size - idle, idle };
}

function blocksOf(entries: readonly AddressEntry[]): NetworkPreview["blocks"] {
  const blocks: { entry: number; cidr: Cidr }[] = [];
  for (const [entry, { address }] of entries.entries()) {
    const cidr = address.includes("/") ? parseCidr(address) : null;
    if (cidr !== null && sizeOf(cidr) > 1n && blocks.length < MAX_BLOCKS) blocks.push({ entry, cidr });
  }
  return blocks.map(({ entry, cidr }) => ({
    entry,
    cidr: formatCidr(cidr),
    first: formatAddress(cidr.first),
    last: formatAddress({ ...cidr.first, value: cidr.first.value + sizeOf(cidr) - 1n }),
    count: Math.min(Number(sizeOf(cidr)), Number.MAX_SAFE_INTEGER),
  }));
}

async function obstaclesOf(database: Database, obstacles: Obstacles): Promise<NetworkPreview["obstacles"]> {
  if ("entryFaults" in obstacles) {
    return obstacles.entryFaults
      .slice(0, MAX_OBSTACLES)
      .map(({ index, code }) => ({ entry: index, code, address: null, network: null }));
  }
  const { memberFaults, wanted } = obstacles;
  const slugs = await slugsOfFaults(database, memberFaults);
  return memberFaults.slice(0, MAX_OBSTACLES).map(({ address, code, network }) => ({
    entry: wanted.get(address)?.index ?? null,
    code,
    address,
    network: network === null ? null : (slugs.get(network) ?? null),
  }));
}
