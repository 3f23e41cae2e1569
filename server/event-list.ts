import { z } from "zod";
import type { EventAnswer, EventsQuery } from "@/domain/contract/event";
import type { ListOf } from "@/domain/contract/list";
import type { Effect } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import { databaseProblem } from "@/server/database/faults";
import { jsonList, readTuples } from "@/server/database/sql";
import type { Actor } from "./actor";
import { boundNetworks, mayTouch, requireScope } from "./actor";
import type { Context } from "./context";
import { decodeCursor, encodeCursor } from "./cursor";
import { Problem } from "./problem";

const Cursor = z.tuple([z.int(), z.int()]);

type Row = [
  seq: number,
  id: string,
  type: EventAnswer["type"],
  address: string,
  source: string,
  at: Instant,
  effect: Effect | null,
  evidence: string | null,
  receivedAt: Instant,
];

/**
 * Events of [from, to), newest first, then newest received. `network` is that of the address at the event; a token that is
 * bound to networks sees those of its networks alone.
 * Throws 401, 403 `insufficient_scope` (read) or `not_allowed`, 404 `unknown_network` or
 * `unknown_source`, 422 `invalid` for a cursor that is none, 503 as the database says.
 */
export async function listEvents(context: Context, actor: Actor, query: EventsQuery): Promise<ListOf<EventAnswer>> {
  requireScope(actor, "read");
  if (query.network !== null && !mayTouch(actor, query.network)) {
    throw new Problem(403, "not_allowed", `The token is bound to other networks than ${query.network}.`);
  }
  const after = query.cursor === null ? null : decodeCursor(Cursor, query.cursor);
  try {
    const networks = query.network === null ? boundNetworks(actor) : [query.network];
    await requireNetwork(context, query.network);
    const rows = await readRows(context, query, networks, await getSourceId(context, query.source), after);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(answerOf),
      nextCursor: last === undefined || rows.length <= query.limit ? null : encodeCursor([last[5], last[0]]),
    };
  } catch (error) {
    throw databaseProblem(error) ?? error;
  }
}

async function readRows(
  { db }: Context,
  { address, from, to, limit }: EventsQuery,
  networks: readonly string[] | null,
  sourceId: number | null,
  after: readonly [Instant, number] | null,
): Promise<Row[]> {
  const conditions = [Prisma.sql`true`];
  if (networks !== null) {
    conditions.push(Prisma.sql`EXISTS (
      SELECT 1 FROM "Membership" AS m JOIN "Network" AS n ON n."id" = m."networkId"
      WHERE m."addressId" = e."addressId" AND m."fromAt" <= e."at" AND (m."toAt" IS NULL OR m."toAt" > e."at")
        AND n."slug" IN ${jsonList(networks)})`);
  }
  if (sourceId !== null) conditions.push(Prisma.sql`e."sourceId" = ${sourceId}`);
  if (address !== null) {
    conditions.push(Prisma.sql`e."addressId" = (SELECT "id" FROM "Address" WHERE "ip" = ${address})`);
  }
  if (from !== null) conditions.push(Prisma.sql`e."at" >= ${from}`);
  if (to !== null) conditions.push(Prisma.sql`e."at" < ${to}`);
  if (after !== null) conditions.push(Prisma.sql`(e."at", e."seq") < (${BigInt(after[0])}, ${BigInt(after[1])})`);
  const rows = await readTuples<Row>(
    db,
    Prisma.sql`e."seq", e."externalId", e."type", a."ip", s."slug", e."at", e."effect", e."evidence", e."receivedAt"`,
    Prisma.sql`(
      SELECT * FROM "Event" AS e WHERE ${Prisma.join(conditions, " AND ")}
      ORDER BY e."at" DESC, e."seq" DESC LIMIT ${BigInt(limit + 1)}
    ) AS e JOIN "Address" AS a ON a."id" = e."addressId" JOIN "Source" AS s ON s."id" = e."sourceId"`,
  );
  return rows.sort((a, b) => b[5] - a[5] || b[0] - a[0]);
}

/** Throws 404 for a network that never was. */
async function requireNetwork({ db }: Context, slug: string | null): Promise<void> {
  if (slug !== null && (await db.network.findUnique({ where: { slug } })) === null) {
    throw new Problem(404, "unknown_network", `There is no network ${slug}.`);
  }
}

/** The id of a source, deleted or not; null: none is asked for. */
async function getSourceId({ db }: Context, slug: string | null): Promise<number | null> {
  if (slug === null) return null;
  const source = await db.source.findUnique({ where: { slug }, select: { id: true } });
  if (source === null) throw new Problem(404, "unknown_source", `There is no source ${slug}.`);
  return source.id;
}

function answerOf([, id, type, address, source, at, effect, evidence, receivedAt]: Row): EventAnswer {
  return {
    id,
    type,
    address,
    source,
    at: formatInstant(at),
    effect,
    evidence,
    receivedAt: formatInstant(receivedAt),
  };
}
