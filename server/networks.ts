import { z } from "zod";
import type { DeskNetwork } from "@/domain/contract/desk/declaring";
import type { ListOf, ListQuery } from "@/domain/contract/list";
import type { NetworkAnswer, NetworkBody } from "@/domain/contract/network";
import type { Instant } from "@/domain/instant";
import { planMembers } from "@/domain/membership";
import type { Declared, Put, Wish } from "@/server/declaring/declarations";
import { etagOf, jsonOrNull, minutesOf, msOf, saysTheSame } from "@/server/declaring/declarations";
import { memberStates } from "@/server/declaring/member-changes";
import { planEntries } from "@/server/declaring/member-plans";
import { applyPlan, readHeld } from "@/server/declaring/members";
import type { NetworkRow, View } from "@/server/declaring/network-answers";
import { answerNetworks, networkInclude } from "@/server/declaring/network-answers";
import { hideDeclared, putDeclared, settingFrom } from "@/server/declaring/put";
import { dropDaysFrom } from "@/server/recording/past";
import type { Actor } from "./actor";
import { holds, mayTouch, requireScope } from "./actor";
import { recordAudit } from "./audit";
import type { Context } from "./context";
import { decodeCursor, encodeCursor } from "./cursor";
import type { Database, Transaction } from "./db";
import { Problem } from "./problem";

/**
 * Makes the network what `body` says, all or nothing, and gives it back as its GET does. A repeat changes nothing and moves no
 * version. Memberships begin, move and end as `planMembers` says; a first `staleAfterMinutes` holds for all earlier time, a
 * later one from now on. A deleted network comes back.
 * Throws 401, 403 `insufficient_scope` (admin) or `not_allowed` (a token bound to other networks), 422 as `planEntries` says or
 * `invalid` (slug), 409 `address_taken`, 412 `precondition_failed`, 503.
 */
export async function putNetwork(
  context: Context,
  actor: Actor,
  slug: string,
  body: NetworkBody,
  wish: Wish = {},
): Promise<Put<NetworkAnswer>> {
  requireNetworkRight(actor, slug);
  return putDeclared(context, slug, wish, {
    find: (tx) => tx.network.findUnique({ where: { slug }, include: networkInclude }),
    async plan(tx, { before, here }, now) {
      const { plan } = await planEntries(tx, before?.id ?? 0, body.addresses, now);
      const { begin, end, move, remove, relabel, changedFrom } = plan;
      if (here !== null && isDescribed(here, body) && changedFrom === null && relabel.length === 0) return null;
      return async (stamp) => {
        const row = { ...columnsOf(body), ...stamp };
        const { id } = await tx.network.upsert({
          where: { slug },
          create: { ...row, slug, createdAt: BigInt(now) },
          update: row,
        });
        await setStaleAfter(context, tx, id, before, msOf(body.staleAfterMinutes), now);
        const members = await memberStates(tx, plan);
        await applyPlan(tx, id, plan);
        if (changedFrom !== null) await dropDaysFrom(context, tx, changedFrom, [id]);
        const counts = { joined: begin.length, left: end.length + remove.length, moved: move.length };
        await recordAudit(
          tx,
          actor,
          "network.put",
          slug,
          { ...counts, relabelled: relabel.length },
          {
            before: here && { ...describedOf(here), ...members.before },
            after: { ...describedAs(body), ...members.after },
          },
        );
      };
    },
    answer: (tx) => answer(tx, actor, slug, null),
  });
}

/**
 * Hides the network and ends its memberships now; its history and look-ups in it remain, and a PUT brings it back. Throws as
 * `putNetwork` does, and 404 `unknown_network` where there is none, as after the first time.
 */
export async function deleteNetwork(context: Context, actor: Actor, slug: string, wish: Wish = {}): Promise<void> {
  requireNetworkRight(actor, slug);
  await hideDeclared(
    context,
    wish,
    (tx) => getRow(tx, slug),
    async (tx, row, stamp, now) => {
      const { id } = row;
      let before = describedOf(row);
      const planned = planMembers(id, now, new Map(), await readHeld(tx, id, []));
      if ("plan" in planned) {
        before = { ...before, ...(await memberStates(tx, planned.plan)).before };
        await applyPlan(tx, id, planned.plan);
        await dropDaysFrom(context, tx, planned.plan.changedFrom ?? now, [id]);
      }
      await tx.network.update({ where: { id }, data: stamp });
      await recordAudit(tx, actor, "network.delete", slug, null, { before, after: null });
    },
  );
}

/**
 * The network as declared; with scope `read` (and not bound elsewhere) also its present members, IPv4 before IPv6, each by
 * number. `lang` picks translations, null the originals. Throws 404 `unknown_network`.
 */
export function getNetwork(
  context: Context,
  actor: Actor,
  slug: string,
  lang: string | null = null,
): Promise<Declared<NetworkAnswer>> {
  return answer(context.db, actor, slug, lang);
}

/** The network as staff see it: with its addresses. Throws 401, 403 `insufficient_scope` (read), 404 `unknown_network`. */
export async function getDeskNetwork(context: Context, actor: Actor, slug: string): Promise<DeskNetwork> {
  requireScope(actor, "read");
  const { answer: network, etag } = await answer(context.db, actor, slug, null);
  return { network, etag };
}

/** Every network by position, then slug, without its addresses. Throws 401, 403 `insufficient_scope` (read). */
export async function listEveryNetwork(context: Context, actor: Actor, lang: string): Promise<NetworkAnswer[]> {
  requireScope(actor, "read");
  const rows = await context.db.network.findMany({
    where: { hiddenAt: null },
    orderBy: [{ position: "asc" }, { slug: "asc" }],
    include: networkInclude,
  });
  return answerNetworks(context.db, rows, () => ({ lang, seesAddresses: false }));
}

const CursorKey = z.tuple([z.int32(), z.string()]);

/** Networks by position, then slug, each as `getNetwork` gives it. Throws 422 `invalid` for a cursor that is none. */
export async function listNetworks(
  context: Context,
  actor: Actor,
  { limit, cursor }: ListQuery,
  lang: string | null = null,
): Promise<ListOf<NetworkAnswer>> {
  const [position, slug] = cursor === null ? [null, ""] : decodeCursor(CursorKey, cursor);
  const after = position === null ? {} : { OR: [{ position: { gt: position } }, { position, slug: { gt: slug } }] };
  const rows = await context.db.network.findMany({
    where: { hiddenAt: null, ...after },
    orderBy: [{ position: "asc" }, { slug: "asc" }],
    take: limit + 1,
    include: networkInclude,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await answerNetworks(context.db, page, (name) => viewOf(actor, name, lang)),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.position, last.slug]) : null,
  };
}

/** Throws 401, 403 `insufficient_scope` (admin) or `not_allowed`: what a door can tell before it reads a body. */
export function requireNetworkRight(actor: Actor, slug: string): void {
  requireScope(actor, "admin");
  if (!mayTouch(actor, slug)) {
    throw new Problem(403, "not_allowed", `This token is bound to other networks than ${slug}.`);
  }
}

async function getRow(database: Database | Transaction, slug: string): Promise<NetworkRow> {
  const row = await database.network.findUnique({ where: { slug, hiddenAt: null }, include: networkInclude });
  if (row === null) throw new Problem(404, "unknown_network", "There is no network of that name.");
  return row;
}

async function answer(
  database: Database | Transaction,
  actor: Actor,
  slug: string,
  lang: string | null,
): Promise<Declared<NetworkAnswer>> {
  const row = await getRow(database, slug);
  const view = viewOf(actor, slug, lang);
  const [network] = await answerNetworks(database, [row], () => view);
  if (network === undefined) throw new Error("One row gives one answer.");
  return { answer: network, etag: etagOf(row.revision, `${view.seesAddresses ? "all" : "public"}-${lang ?? ""}`) };
}

function viewOf(actor: Actor, slug: string, lang: string | null): View {
  return { lang, seesAddresses: holds(actor, "read") && mayTouch(actor, slug) };
}

function columnsOf({ name, description, lang, translations, position, customerShare }: NetworkBody) {
  return { name, description, lang, translationsJson: jsonOrNull(translations), position, customerShare };
}

/** What is said of a network, but for its addresses: as it stands, and as a body has it. */
function describedOf(row: NetworkRow): Omit<NetworkBody, "addresses"> {
  const { name, description, lang, translationsJson, position, customerShare, settings } = row;
  const translations = translationsJson === null ? null : JSON.parse(translationsJson);
  const staleAfterMinutes = minutesOf(settings[0]?.staleAfterMs ?? null);
  return { name, description, lang, translations, position, customerShare, staleAfterMinutes };
}

function describedAs({ addresses: _, ...described }: NetworkBody): Omit<NetworkBody, "addresses"> {
  return described;
}

function isDescribed(row: NetworkRow, body: NetworkBody): boolean {
  const { translationsJson, ...columns } = columnsOf(body);
  return (
    saysTheSame(row.translationsJson, body.translations) &&
    (row.settings[0]?.staleAfterMs ?? null) === msOf(body.staleAfterMinutes) &&
    Object.entries(columns).every(([column, value]) => Reflect.get(row, column) === value)
  );
}

/** The first value holds for all earlier time too, each other from now on. */
async function setStaleAfter(
  context: Context,
  tx: Transaction,
  networkId: number,
  before: NetworkRow | null,
  staleAfterMs: bigint | null,
  now: Instant,
): Promise<void> {
  const last = before?.settings[0];
  if (last?.staleAfterMs === staleAfterMs) return;
  const fromAt = settingFrom(last, now);
  await tx.networkSetting.upsert({
    where: { networkId_fromAt: { networkId, fromAt } },
    create: { networkId, fromAt, staleAfterMs },
    update: { staleAfterMs },
  });
  await dropDaysFrom(context, tx, Number(fromAt), [networkId]);
}
