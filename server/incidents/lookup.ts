import type { IncidentSummary, IncidentsQuery } from "@/domain/contract/incident";
import type { Updates } from "@/domain/incident";
import { latestUpdate } from "@/domain/incident";
import type { Instant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { Context } from "@/server/context";
import type { Database, Transaction } from "@/server/db";
import { Problem } from "@/server/problem";
import { keptWhileSaid } from "@/server/said";
import { summaryAnswer } from "./answers";
import type { StoredIncident, StoredUpdate } from "./rows";
import { factsOf, incidentOf, incidentWithFacts, updateOf, updatesOf, wholeIncident, wholeUpdate } from "./rows";

interface WholeIncident {
  readonly incident: StoredIncident;
  /** Newest first. */
  readonly updates: Updates<StoredUpdate>;
}

/** An incident by its id or slug, with its updates. Throws 404 `unknown_incident`. */
export async function readIncident(database: Database | Transaction, idOrSlug: string): Promise<WholeIncident> {
  const row = await database.incident.findFirst({
    where: { OR: [{ id: idOrSlug }, { slug: idOrSlug }] },
    include: wholeIncident,
  });
  if (row === null) throw new Problem(404, "unknown_incident", "There is no incident of that name.");
  return { incident: incidentOf(row), updates: updatesOf(row.updates) };
}

const keptIncidents = keptWhileSaid<WholeIncident>("incidents");

/** Like `readIncident`, kept while nobody writes; `within`: the transaction to read in. */
export function findIncident(context: Context, within: Transaction | null, idOrSlug: string): Promise<WholeIncident> {
  const reader = within ?? context.db;
  return keptIncidents(context, reader, idOrSlug, () => readIncident(reader, idOrSlug));
}

/** The update of that id among those of an incident. Throws 404 `unknown_update`. */
export function getUpdate(updates: Updates<StoredUpdate>, id: string): StoredUpdate {
  const update = updates.find((candidate) => candidate.id === id);
  if (update === undefined) throw new Problem(404, "unknown_update", `This incident has no update ${id}.`);
  return update;
}

interface Wanted {
  readonly status: IncidentsQuery["status"];
  /** null: of any network, or none. */
  readonly networkId: number | null;
  /** `startedAt` and id after which the list goes on. */
  readonly before: readonly [Instant, string] | null;
  readonly limit: number | null;
}

interface Summary {
  readonly startedAt: Instant;
  readonly answer: IncidentSummary;
}

const keptSummaries = keptWhileSaid<readonly Summary[]>("summaries");

/** Incidents by `startedAt`, then id, newest first, as `lang` has them. */
export function listSummaries(context: Context, wanted: Wanted, lang: string | null): Promise<readonly Summary[]> {
  const key = JSON.stringify([wanted.status, wanted.networkId, wanted.before, wanted.limit, lang]);
  return keptSummaries(context, context.db, key, () => readSummaries(context, wanted, lang));
}

/** Of their updates the latest alone is read whole. */
async function readSummaries(context: Context, wanted: Wanted, lang: string | null): Promise<Summary[]> {
  const { db, settings } = context;
  const ids = await listIds(db, wanted);
  const rows = await db.incident.findMany({ where: { id: { in: ids } }, include: incidentWithFacts });
  const found = rows.map((row) => ({ incident: incidentOf(row), facts: factsOf(row.updates) }));
  const latestIds = found.map(({ facts }) => latestUpdate(facts).id);
  const latest = await db.update.findMany({ where: { id: { in: latestIds } }, include: wholeUpdate });
  const latestOf = new Map(latest.map((row) => [row.incidentId, updateOf(row)]));
  const order = new Map(ids.map((id, index) => [id, index]));
  return found
    .sort((a, b) => (order.get(a.incident.id) ?? 0) - (order.get(b.incident.id) ?? 0))
    .flatMap(({ incident, facts }) => {
      const shown = latestOf.get(incident.id);
      if (shown === undefined) return [];
      const answer = summaryAnswer(incident, facts, shown, { settings, lang });
      return [{ startedAt: incident.startedAt, answer }];
    });
}

const isOver = Prisma.sql`(SELECT u."status" FROM "Update" AS u WHERE u."incidentId" = i."id"
  ORDER BY u."at" DESC, u."postedAt" DESC, u."id" DESC LIMIT 1) IN ('resolved', 'completed')`;

async function listIds(database: Database, { status, networkId, before, limit }: Wanted): Promise<string[]> {
  const conditions = [
    status === "open" ? [Prisma.sql`NOT ${isOver}`] : status === "resolved" ? [isOver] : [],
    networkId === null
      ? []
      : [Prisma.sql`EXISTS (SELECT 1 FROM "_IncidentToNetwork" AS n WHERE n."A" = i."id" AND n."B" = ${networkId})`],
    before === null ? [] : [Prisma.sql`(i."startedAt", i."id") < (${BigInt(before[0])}, ${before[1]})`],
  ].flat();
  const where = conditions.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}`;
  const atMost = limit === null ? Prisma.empty : Prisma.sql`LIMIT ${BigInt(limit)}`;
  const rows = await database.$queryRaw<{ id: string }[]>`
    SELECT i."id" FROM "Incident" AS i ${where} ORDER BY i."startedAt" DESC, i."id" DESC ${atMost}`;
  return rows.map(({ id }) => id);
}
