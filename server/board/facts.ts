import { parseNumber } from "@/domain/address";
import type { BoardBlock, BoardFacts, BoardSource } from "@/domain/board";
import type { AddressId, Effect, NetworkId, Role, SourceId } from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Instant } from "@/domain/instant";
import { latestRequest } from "@/domain/removal";
import { Prisma } from "@/prisma/generated/client/client";
import type { Context } from "@/server/context";
import { readTogether } from "@/server/database/snapshot";
import { jsonList, readTuples } from "@/server/database/sql";
import type { Database, Transaction } from "@/server/db";
import type { NetworkRow, SourceNow } from "@/server/declaring/declared";
import { listDeclared } from "@/server/declaring/declared";
import { perContext } from "@/server/per-context";
import { blocksDuring, END_OF_TIME } from "@/server/recording/block-rows";
import { listRemovalRequests } from "@/server/removal-requests";
import { currentVersion, knowsOf } from "@/server/version";
import { readProbes } from "./probes";

/** What the board of everybody rests on. */
export interface SharedFacts extends Pick<BoardFacts, "networks" | "sources" | "blocks" | "probes"> {
  readonly version: number;
  readonly networkOf: ReadonlyMap<string, NetworkRow>;
  readonly sourceOf: ReadonlyMap<string, SourceNow>;
}

interface Kept {
  readonly version: number;
  readonly madeAtMs: number;
  readonly facts: Promise<SharedFacts>;
}

const keptOf = perContext("board", (): { board: Kept | null } => ({ board: null }));

/** Read once per version: whoever polls in between costs no more than putting them together. Throws 503 as the database says. */
export async function boardFacts(context: Context): Promise<SharedFacts> {
  const home = keptOf(context);
  const version = await currentVersion(context);
  if (home.board !== null && knowsOf(context, home.board, version)) return home.board.facts;
  const kept = { version, madeAtMs: performance.now(), facts: readFacts(context) };
  home.board = kept;
  kept.facts.catch(() => {
    if (home.board === kept) home.board = null;
  });
  return kept.facts;
}

function readFacts(context: Context): Promise<SharedFacts> {
  return readTogether(context, async ({ reader, version, now }) => {
    const { networks, sources } = await listDeclared(context, reader, now);
    const slugOf = new Map([...sources].map(([id, { slug }]) => [id, slug]));
    const traits = [...sources.values()].map(({ slug, kind, counts, affects }): [string, BoardSource] => [
      slug,
      { kind, counts, affects: affects.flatMap((id) => slugOf.get(id) ?? []) },
    ]);
    return {
      version,
      networks: networks.map(({ slug }) => slug),
      networkOf: new Map(networks.map((row) => [row.slug, row])),
      sources: new Map(traits),
      sourceOf: new Map([...sources.values()].map((source) => [source.slug, source])),
      blocks: await readBlocks(reader, new Map(networks.map(({ id, slug }) => [id, slug])), slugOf, now),
      probes: await readProbes(reader, networks, sources, now),
    };
  });
}

type Row = [
  addressId: AddressId,
  ip: string,
  label: string | null,
  network: NetworkId,
  role: Role,
  source: SourceId,
  from: Instant,
  to: Instant | null,
  effect: Effect,
  evidence: string | null,
  receivedAt: Instant | null,
];

/** Blocks of present members that stand at `now` or will, in the order of the addresses. */
async function readBlocks(
  reader: Database | Transaction,
  networks: ReadonlyMap<NetworkId, string>,
  sources: ReadonlyMap<SourceId, string>,
  now: Instant,
): Promise<BoardBlock[]> {
  const rows = await readTuples<Row>(
    reader,
    Prisma.sql`a."id", a."ip", m."label", m."networkId", m."role", b."sourceId", b."fromAt", b."toAt", b."effect", b."evidence",
      (SELECT min(e."receivedAt") FROM "Event" AS e WHERE e."addressId" = b."addressId" AND e."sourceId" = b."sourceId"
        AND e."at" = b."fromAt" AND e."type" = 'block')`,
    Prisma.sql`${blocksDuring({ from: now, to: END_OF_TIME })}
      CROSS JOIN "Membership" AS m ON m."addressId" = b."addressId" AND m."toAt" IS NULL
      CROSS JOIN "Address" AS a ON a."id" = b."addressId"
      WHERE m."networkId" IN ${jsonList([...networks.keys()])} AND b."sourceId" IN ${jsonList([...sources.keys()])}`,
  );
  const asked = await listRemovalRequests(
    reader,
    rows.map(([addressId, , , , , sourceId]) => ({ addressId, sourceId })),
  );
  const requests = groupBy(asked, ({ addressId, sourceId }) => `${addressId} ${sourceId}`);
  const blocks = rows.map(([id, address, label, network, role, source, from, to, effect, evidence, receivedAt]) => ({
    address,
    label,
    network: networks.get(network) ?? "",
    role,
    source: sources.get(source) ?? "",
    from,
    to,
    effect,
    evidence,
    receivedAt: receivedAt ?? from,
    removalRequestedAt: latestRequest({ from, to }, requests.get(`${id} ${source}`) ?? [], now)?.at ?? null,
  }));
  return inOrder(blocks);
}

/** By address: IPv4 before IPv6, each ascending. */
function inOrder(blocks: readonly BoardBlock[]): BoardBlock[] {
  const numbers = new Map(blocks.map(({ address }) => [address, parseNumber(address)]));
  const keyOf = ({ address }: BoardBlock) => numbers.get(address);
  return [...blocks].sort((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    if (!a || !b) return 0;
    return a.bits - b.bits || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
  });
}
