import { z } from "zod";
import type { DeskSource } from "@/domain/contract/desk/declaring";
import type { ListOf, ListQuery } from "@/domain/contract/list";
import type { SourceAnswer, SourceBody } from "@/domain/contract/source";
import type { Instant } from "@/domain/instant";
import type { Declared, Put, Wish } from "@/server/declaring/declarations";
import { etagOf, jsonOrNull, msOf, saysTheSame } from "@/server/declaring/declarations";
import { hideDeclared, putDeclared, settingFrom } from "@/server/declaring/put";
import type { SourceRow } from "@/server/declaring/source-answers";
import { answerSource, sourceInclude, zoneOf } from "@/server/declaring/source-answers";
import { dropDaysFrom } from "@/server/recording/past";
import type { Actor } from "./actor";
import { boundNetworks, requireScope } from "./actor";
import { recordAudit } from "./audit";
import type { Context } from "./context";
import { decodeCursor, encodeCursor } from "./cursor";
import type { Database, Transaction } from "./db";
import { Problem } from "./problem";

/** What of a source holds from an instant on. */
interface Values {
  readonly counts: boolean;
  readonly staleAfterMs: bigint | null;
}

/**
 * Makes the source what `body` says and gives it back as its GET does. A repeat changes nothing and moves no version. The first
 * `counts` and `staleAfterMinutes` hold for all earlier time, later ones from now on. A key cannot be read back, so a body without
 * `zoneKey` keeps the one that is there, and null takes it away. A deleted source comes back.
 * Throws 401, 403 `insufficient_scope` (admin) or `not_allowed` (a token bound to networks: sources are everybody's),
 * 422 `invalid` (slug), 409 `kind_fixed`, 412 `precondition_failed`, 503.
 */
export async function putSource(
  context: Context,
  actor: Actor,
  slug: string,
  body: SourceBody,
  wish: Wish = {},
): Promise<Put<SourceAnswer>> {
  requireSourceRight(actor);
  return putDeclared(context, slug, wish, {
    find: (tx) => tx.source.findUnique({ where: { slug }, include: sourceInclude }),
    async plan(tx, { before, here }, now) {
      if (before !== null && before.kind !== body.kind) {
        const detail = `${slug} is of kind ${before.kind}, which cannot change: name a new source.`;
        throw new Problem(409, "kind_fixed", detail);
      }
      if (here !== null && says(here, body)) return null;
      return async (stamp) => {
        const row = { ...columnsOf(body), ...stamp };
        const { id } = await tx.source.upsert({
          where: { slug },
          create: { ...row, slug, createdAt: BigInt(now) },
          update: row,
        });
        await setValues(context, tx, id, before, valuesOf(body), now);
        const after = { ...body, zoneKey: row.zoneKey === undefined ? before?.zoneKey : row.zoneKey };
        await recordAudit(tx, actor, "source.put", slug, null, { before: here && stateOf(here), after });
      };
    },
    answer: async (tx) => declared(await getRow(tx, slug), null),
  });
}

/**
 * Hides the source and ends its counting now; its history and look-ups remain, and a PUT brings it back. Throws as `putSource`
 * does, and 404 `unknown_source` where there is none, as after the first time.
 */
export async function deleteSource(context: Context, actor: Actor, slug: string, wish: Wish = {}): Promise<void> {
  requireSourceRight(actor);
  await hideDeclared(
    context,
    wish,
    (tx) => getRow(tx, slug),
    async (tx, row, stamp, now) => {
      const values = { counts: false, staleAfterMs: row.settings[0]?.staleAfterMs ?? null };
      await setValues(context, tx, row.id, row, values, now);
      await tx.source.update({ where: { id: row.id }, data: stamp });
      await recordAudit(tx, actor, "source.delete", slug, null, { before: stateOf(row), after: null });
    },
  );
}

/** The source as declared, never with its key. `lang` picks translations, null the originals. Throws 404 `unknown_source`. */
export async function getSource(
  context: Context,
  slug: string,
  lang: string | null = null,
): Promise<Declared<SourceAnswer>> {
  return declared(await getRow(context.db, slug), lang);
}

/** The source as staff see it: whether its key is set. Throws 401, 403 `insufficient_scope` (read), 404 `unknown_source`. */
export async function getDeskSource(context: Context, actor: Actor, slug: string): Promise<DeskSource> {
  requireScope(actor, "read");
  const row = await getRow(context.db, slug);
  const { answer, etag } = declared(row, null);
  return { source: answer, hasKey: row.kind === "dnsbl" ? row.zoneKey !== null : null, etag };
}

/** Every source by slug, as `getSource` gives it. Throws 401, 403 `insufficient_scope` (read). */
export async function listEverySource(context: Context, actor: Actor, lang: string): Promise<SourceAnswer[]> {
  requireScope(actor, "read");
  const rows = await context.db.source.findMany({
    where: { hiddenAt: null },
    orderBy: { slug: "asc" },
    include: sourceInclude,
  });
  return rows.map((row) => answerSource(row, lang));
}

const CursorKey = z.tuple([z.string()]);

/** Sources by slug, each as `getSource` gives it. Throws 422 `invalid` for a cursor that is none. */
export async function listSources(
  context: Context,
  { limit, cursor }: ListQuery,
  lang: string | null = null,
): Promise<ListOf<SourceAnswer>> {
  const [after] = cursor === null ? [""] : decodeCursor(CursorKey, cursor);
  const rows = await context.db.source.findMany({
    where: { hiddenAt: null, slug: { gt: after } },
    orderBy: { slug: "asc" },
    take: limit + 1,
    include: sourceInclude,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => answerSource(row, lang)),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.slug]) : null,
  };
}

/** Throws 401, 403 `insufficient_scope` (admin) or `not_allowed`: what a door can tell before it reads a body. */
export function requireSourceRight(actor: Actor): void {
  requireScope(actor, "admin");
  if (boundNetworks(actor) !== null) {
    throw new Problem(403, "not_allowed", "This token is bound to networks, and sources belong to all of them.");
  }
}

async function getRow(database: Database | Transaction, slug: string): Promise<SourceRow> {
  const row = await database.source.findUnique({ where: { slug, hiddenAt: null }, include: sourceInclude });
  if (row === null) throw new Problem(404, "unknown_source", "There is no source of that name.");
  return row;
}

/** A source as the audit log tells of it. */
function stateOf(row: SourceRow): object {
  const { slug: _, createdAt: __, updatedAt: ___, ...state } = answerSource(row, null);
  return { ...state, zoneKey: row.zoneKey };
}

function declared(row: SourceRow, lang: string | null): Declared<SourceAnswer> {
  return { answer: answerSource(row, lang), etag: etagOf(row.revision, `public-${lang ?? ""}`) };
}

function columnsOf(body: SourceBody) {
  const { name, lang, kind, lookupUrl, removalUrl, removalMethod, removalDays } = body;
  const zoneKey = body.kind === "dnsbl" ? body.zoneKey : null;
  return {
    ...{ name, lang, kind, lookupUrl, removalUrl, removalMethod, removalDays },
    ...(zoneKey === undefined ? {} : { zoneKey }),
    translationsJson: jsonOrNull(body.translations),
    affectsJson: JSON.stringify(body.affects),
    dnsblJson: jsonOrNull(zoneOf(body)),
  };
}

function says(row: SourceRow, body: SourceBody): boolean {
  const { translationsJson: _, dnsblJson: __, ...columns } = columnsOf(body);
  const { counts, staleAfterMs } = valuesOf(body);
  return (
    saysTheSame(row.translationsJson, body.translations) &&
    saysTheSame(row.dnsblJson, zoneOf(body)) &&
    row.settings[0]?.counts === counts &&
    row.settings[0].staleAfterMs === staleAfterMs &&
    Object.entries(columns).every(([column, value]) => Reflect.get(row, column) === value)
  );
}

function valuesOf({ counts, staleAfterMinutes }: SourceBody): Values {
  return {
    counts,
    staleAfterMs: msOf(staleAfterMinutes),
  };
}

/** The first values hold for all earlier time too, each later ones from now on. */
async function setValues(
  context: Context,
  tx: Transaction,
  sourceId: number,
  before: SourceRow | null,
  values: Values,
  now: Instant,
): Promise<void> {
  const last = before?.settings[0];
  if (last?.counts === values.counts && last.staleAfterMs === values.staleAfterMs) return;
  const fromAt = settingFrom(last, now);
  await tx.sourceSetting.upsert({
    where: { sourceId_fromAt: { sourceId, fromAt } },
    create: { sourceId, fromAt, ...values },
    update: values,
  });
  if (last !== undefined) await dropDaysFrom(context, tx, Number(fromAt), null);
}
