import { z } from "zod";
import type { AuditAnswer, AuditFilter, AuditQuery } from "@/domain/contract/desk/audit";
import type { ListOf } from "@/domain/contract/list";
import { csvLine } from "@/domain/csv";
import { startOfDate } from "@/domain/days";
import { formatInstant } from "@/domain/instant";
import type { Prisma } from "@/prisma/generated/client/client";
import type { Actor } from "./actor";
import { requireStaff } from "./actor";
import type { Context } from "./context";
import { decodeCursor, encodeCursor } from "./cursor";

const CursorKey = z.tuple([z.int32()]);
const CHUNK = 500;

type Row = Prisma.AuditEntryGetPayload<object>;

/**
 * Entries of the audit log, newest first. Throws 401, 403 `staff_only` or `administrator_only`, 422 `invalid` for a cursor
 * that is none.
 */
export async function listAudit(
  context: Context,
  actor: Actor,
  { limit, cursor, ...filter }: AuditQuery,
): Promise<ListOf<AuditAnswer>> {
  requireStaff(actor, "administrator");
  const [before] = cursor === null ? [null] : decodeCursor(CursorKey, cursor);
  const rows = await readRows(context, filter, before, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const titles = await titlesOf(context, page);
  return {
    items: page.map((row) => answerOf(row, titles)),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
  };
}

/**
 * The same as CSV, line by line with its header first, read from the database as it is asked for. Begins with a byte order
 * mark, without which spreadsheets take UTF-8 for something else. Throws as `listAudit` does, before the first line.
 */
export function auditLines(context: Context, actor: Actor, filter: AuditFilter): AsyncGenerator<string> {
  requireStaff(actor, "administrator");
  return lines(context, filter);
}

/** Whom and what the log speaks of, each by its alphabet: what one may choose from. Throws as `listAudit` does. */
export async function auditNames(
  context: Context,
  actor: Actor,
): Promise<{ readonly actors: readonly string[]; readonly actions: readonly string[] }> {
  requireStaff(actor, "administrator");
  const [actors, actions] = await Promise.all([
    context.db.auditEntry.groupBy({ by: ["actor"], orderBy: { actor: "asc" } }),
    context.db.auditEntry.groupBy({ by: ["action"], orderBy: { action: "asc" } }),
  ]);
  return { actors: actors.map((row) => row.actor), actions: actions.map((row) => row.action) };
}

async function* lines(context: Context, filter: AuditFilter): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(["at", "actor", "action", "subject", "name", "detail", "before", "after"])}`;
  for (let before: number | null = null; ; ) {
    const rows: Row[] = await readRows(context, filter, before, CHUNK);
    const titles = await titlesOf(context, rows);
    for (const row of rows) {
      const { at, actor, action, subject, name } = answerOf(row, titles);
      const { detailJson, beforeJson, afterJson } = row;
      yield csvLine([at, actor, action, subject, name ?? "", detailJson ?? "", beforeJson ?? "", afterJson ?? ""]);
    }
    before = rows.at(-1)?.id ?? null;
    if (rows.length < CHUNK) return;
  }
}

function readRows(context: Context, filter: AuditFilter, before: number | null, take: number): Promise<Row[]> {
  const conditions = [whereOf(filter, context.settings.timeZone), before === null ? {} : { id: { lt: before } }];
  return context.db.auditEntry.findMany({ where: { AND: conditions }, orderBy: { id: "desc" }, take });
}

function whereOf(filter: AuditFilter, zone: string): Prisma.AuditEntryWhereInput {
  const { actor, action, subject, search, from, to } = filter;
  // In JSON, quotes and line ends stand escaped.
  const inJson = { contains: JSON.stringify(search ?? "").slice(1, -1) };
  const plain = { contains: search ?? "" };
  return {
    ...(actor === null ? {} : { actor }),
    ...(subject === null ? {} : { subject }),
    ...(from === null && to === null ? {} : { at: withinOf(from, to, zone) }),
    AND: [
      action === null ? {} : { OR: [{ action }, { action: { startsWith: `${action}.` } }] },
      search === null
        ? {}
        : {
            OR: [
              ...[{ actor: plain }, { action: plain }, { subject: plain }],
              ...[{ detailJson: inJson }, { beforeJson: inJson }, { afterJson: inJson }],
            ],
          },
    ],
  };
}

/** Both days whole, in the zone. */
function withinOf(from: number | null, to: number | null, zone: string) {
  return {
    ...(from === null ? {} : { gte: BigInt(startOfDate(from, zone)) }),
    ...(to === null ? {} : { lt: BigInt(startOfDate(to + 1, zone)) }),
  };
}

/** Titles of the incidents that entries are about, by id. */
async function titlesOf({ db }: Context, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = new Set(rows.map(incidentOf).filter((id) => id !== null));
  const incidents = await db.incident.findMany({ where: { id: { in: [...ids] } }, select: { id: true, title: true } });
  return new Map(incidents.map(({ id, title }) => [id, title]));
}

/** The incident that an entry is about, itself or by an update of it. */
function incidentOf({ action, subject, detailJson }: Row): string | null {
  if (action.startsWith("incident.")) return subject;
  const named: unknown = detailJson === null ? null : JSON.parse(detailJson).incident;
  return typeof named === "string" ? named : null;
}

function answerOf(row: Row, titles: ReadonlyMap<string, string>): AuditAnswer {
  const { id, at, actor, action, subject, detailJson, beforeJson, afterJson } = row;
  return {
    ...{ id, at: formatInstant(Number(at)), actor, action, subject },
    name: titles.get(incidentOf(row) ?? "") ?? null,
    detail: fieldsOf(detailJson),
    before: fieldsOf(beforeJson),
    after: fieldsOf(afterJson),
  };
}

function fieldsOf(json: string | null): Record<string, unknown> | null {
  return json === null ? null : JSON.parse(json);
}
