import type { Checkable } from "@/domain/checks";
import type { CheckAnswerKind } from "@/domain/contract/desk/checks";
import type { AddressId, Effect, NetworkId, Role, SourceId } from "@/domain/facts";
import { groupBy } from "@/domain/group";
import type { Instant } from "@/domain/instant";
import { latestRequest } from "@/domain/removal";
import { Prisma } from "@/prisma/generated/client/client";
import type { Snapshot } from "@/server/database/snapshot";
import { jsonList, readTuples } from "@/server/database/sql";
import { nameIn } from "@/server/declaring/declared";
import type { RemovalRequest } from "@/server/removal-requests";
import { listRemovalRequests } from "@/server/removal-requests";

/** An address that is in use now. */
export interface Member {
  readonly id: AddressId;
  readonly address: string;
  readonly role: Role;
  readonly label: string | null;
  readonly network: { readonly id: NetworkId; readonly slug: string; readonly name: string };
  readonly networkStaleAfterMs: number | null;
}

/** An address at a source, with what is known of the two. */
export interface PairState extends Checkable {
  readonly member: Member;
  readonly source: SourceId;
  readonly block: { readonly from: Instant; readonly effect: Effect; readonly evidence: string | null } | null;
  readonly last: { readonly answer: CheckAnswerKind; readonly at: Instant; readonly by: string } | null;
  /** Of the present block. */
  readonly request: RemovalRequest | null;
}

/** The addresses of shown networks that are in use now, their names in `lang`, by the networks' order, then as they were first declared. */
export async function readMembers({ reader, now }: Snapshot, lang: string | null): Promise<Member[]> {
  const networks = await reader.network.findMany({
    where: { hiddenAt: null },
    orderBy: [{ position: "asc" }, { slug: "asc" }],
    include: { settings: { orderBy: { fromAt: "desc" }, take: 1 } },
  });
  const rows = await readTuples<[NetworkId, AddressId, string, Role, string | null]>(
    reader,
    Prisma.sql`m."networkId", m."addressId", a."ip", m."role", m."label"`,
    Prisma.sql`"Membership" AS m JOIN "Address" AS a ON a."id" = m."addressId"
      WHERE m."fromAt" <= ${now} AND (m."toAt" IS NULL OR m."toAt" > ${now})`,
  );
  const byNetwork = groupBy(rows, ([network]) => network);
  return networks.flatMap((row) => {
    const network = { id: row.id, slug: row.slug, name: nameIn(row, lang) };
    const networkStaleAfterMs = numberOrNull(row.settings[0]?.staleAfterMs ?? null);
    return (byNetwork.get(row.id) ?? [])
      .sort(([, a], [, b]) => a - b)
      .map(([, id, address, role, label]) => ({ id, address, role, label, network, networkStaleAfterMs }));
  });
}

/** Each member at each source, by source, in the members' order. */
export async function readPairs(
  snapshot: Snapshot,
  members: readonly Member[],
  sources: readonly { readonly id: SourceId; readonly staleAfterMs: number | null }[],
): Promise<Map<SourceId, PairState[]>> {
  const { reader, now } = snapshot;
  const ids = sources.map(({ id }) => id);
  const blocks = await readStanding(snapshot, ids);
  const requests = groupBy(await listRemovalRequests(reader, blocks), ({ addressId, sourceId }) =>
    pairOf(addressId, sourceId),
  );
  const blockOf = new Map(blocks.map((block) => [pairOf(block.addressId, block.sourceId), block]));
  const answers = await readLast(snapshot, ids);
  return new Map(
    sources.map(({ id: source, staleAfterMs }) => [
      source,
      members.map((member): PairState => {
        const pair = pairOf(member.id, source);
        const block = blockOf.get(pair) ?? null;
        const request = block && latestRequest(block, requests.get(pair) ?? [], now);
        const { answered = null, skipped = null } = answers.get(pair) ?? {};
        return {
          member,
          source,
          block,
          request,
          last: skipped !== null && skipped.at > (answered?.at ?? -Infinity) ? skipped : answered,
          blockedSince: block?.from ?? null,
          requestedAt: request?.at ?? null,
          answeredAt: answered?.at ?? null,
          skippedAt: skipped?.at ?? null,
          staleAfterMs: staleAfterMs ?? member.networkStaleAfterMs,
        };
      }),
    ]),
  );
}

/** The blocks that stand now. */
export async function readStanding({ reader, now }: Snapshot, sources: readonly SourceId[]) {
  const rows = await readTuples<[AddressId, SourceId, Instant, Instant | null, Effect, string | null]>(
    reader,
    Prisma.sql`"addressId", "sourceId", "fromAt", "toAt", "effect", "evidence"`,
    Prisma.sql`"Block" WHERE "sourceId" IN ${jsonList(sources)} AND "fromAt" <= ${now}
      AND ("toAt" IS NULL OR "toAt" > ${now})`,
  );
  return rows.map(([addressId, sourceId, from, to, effect, evidence]) => ({
    addressId,
    sourceId,
    from,
    to,
    effect,
    evidence,
  }));
}

function pairOf(address: AddressId, source: SourceId): string {
  return `${address}/${source}`;
}

type Last = NonNullable<PairState["last"]>;

/** The latest answer of each pair, and the latest time that it was passed over. */
async function readLast({ reader }: Snapshot, sources: readonly SourceId[]) {
  const rows = await readTuples<[AddressId, SourceId, Instant, CheckAnswerKind, string]>(
    reader,
    Prisma.sql`m."addressId", m."sourceId", m."at", m."answer", m."checkedBy"`,
    Prisma.sql`"ManualCheck" AS m WHERE m."sourceId" IN ${jsonList(sources)} AND m."id" = (
      SELECT c."id" FROM "ManualCheck" AS c
      WHERE c."sourceId" = m."sourceId" AND c."addressId" = m."addressId"
        AND (c."answer" = 'skipped') = (m."answer" = 'skipped')
      ORDER BY c."at" DESC, c."id" DESC LIMIT 1)`,
  );
  const pairs = new Map<string, { answered?: Last; skipped?: Last }>();
  for (const [address, source, at, answer, by] of rows) {
    const pair = pairOf(address, source);
    const told = pairs.get(pair) ?? {};
    told[answer === "skipped" ? "skipped" : "answered"] = { at, answer, by };
    pairs.set(pair, told);
  }
  return pairs;
}

function numberOrNull(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
