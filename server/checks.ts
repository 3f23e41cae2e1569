import { isDue, queueOf } from "@/domain/checks";
import type { ChecksAnswer, OverdueRemoval, QueueItem, TurnAnswer, TurnBody } from "@/domain/contract/desk/checks";
import { groupBy } from "@/domain/group";
import { formatInstant } from "@/domain/instant";
import { expectedAt, latestRequest } from "@/domain/removal";
import type { PairState } from "@/server/checks/checkables";
import { readMembers, readPairs, readStanding } from "@/server/checks/checkables";
import { leases } from "@/server/checks/leases";
import { readCovered, readSources } from "@/server/checks/sources";
import type { Snapshot } from "@/server/database/snapshot";
import { readTogether } from "@/server/database/snapshot";
import type { Actor } from "./actor";
import { nameOf, requireStaff } from "./actor";
import type { Context } from "./context";
import { Problem } from "./problem";
import { listRemovalRequests } from "./removal-requests";
import { staffNames } from "./staff-names";

const MAX_OVERDUE = 100;
const MAX_TO_ASK = 1_000;
/** So many addresses are handed out at once: the one before them, and what is shown while an answer is on its way. */
const AHEAD = 3;

/**
 * The sources that a person can ask: of kind `manual`, and those with a page for looking up or removing that no probe has looked
 * at for a day. With them the requests for removal, of any source, that were to be answered by now. Names are in `lang`, null: as declared.
 * Throws as `requireStaff` does, and 503.
 */
export async function listChecks(context: Context, actor: Actor, lang: string | null = null): Promise<ChecksAnswer> {
  requireStaff(actor, "editor");
  return readTogether(context, async (snapshot) => {
    const all = await readSources(snapshot, lang);
    const covered = await readCovered(snapshot);
    const asked = all.filter(
      ({ id, kind, lookupUrl, removalUrl }) =>
        kind === "manual" || ((lookupUrl !== null || removalUrl !== null) && !covered.has(id)),
    );
    const pairs = await readPairs(snapshot, await readMembers(snapshot, lang), asked);
    const overdue = await listOverdue(snapshot, all);
    return {
      now: formatInstant(snapshot.now),
      sources: asked
        .map(({ id, slug, name, kind }) => ({ slug, name, kind, ...countsOf(pairs.get(id) ?? [], snapshot.now) }))
        .sort((a, b) => b.blocked - b.requested - (a.blocked - a.requested) || b.due - a.due),
      overdue: overdue.slice(0, MAX_OVERDUE),
      overdueCount: overdue.length,
    };
  });
}

function countsOf(pairs: readonly PairState[], now: number) {
  const answered = pairs.flatMap(({ answeredAt }) => answeredAt ?? []);
  const oldest = answered.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  return {
    total: pairs.length,
    due: pairs.filter((pair) => isDue(pair, now)).length,
    blocked: pairs.filter(({ block }) => block !== null).length,
    requested: pairs.filter(({ request }) => request !== null).length,
    oldestAnswerAt: answered.length === 0 ? null : formatInstant(oldest),
  };
}

type SourceRow = Awaited<ReturnType<typeof readSources>>[number];

/** Requests of blocks that still stand although the source said that it would have answered, the longest overdue first. */
async function listOverdue(snapshot: Snapshot, sources: readonly SourceRow[]): Promise<OverdueRemoval[]> {
  const { reader, now } = snapshot;
  const slow = new Map(sources.filter(({ removalDays }) => removalDays !== null).map((source) => [source.id, source]));
  const blocks = await readStanding(snapshot, [...slow.keys()]);
  const requests = groupBy(await listRemovalRequests(reader, blocks), (r) => `${r.addressId}/${r.sourceId}`);
  const late = blocks.flatMap((block) => {
    const source = slow.get(block.sourceId);
    const request = latestRequest(block, requests.get(`${block.addressId}/${block.sourceId}`) ?? [], now);
    const due = request && expectedAt(request.at, source?.removalDays ?? null);
    return source === undefined || request === null || due === null || due > now ? [] : [{ source, request, due }];
  });
  const ids = late.map(({ request }) => request.addressId);
  const addresses = await reader.address.findMany({ where: { id: { in: ids.slice(0, 10_000) } } });
  const ips = new Map(addresses.map(({ id, ip }) => [id, ip]));
  const personOf = await staffNames(reader);
  return late
    .sort((a, b) => a.due - b.due)
    .map(({ source, request, due }) => ({
      address: ips.get(request.addressId) ?? "",
      source: { slug: source.slug, name: source.name },
      requestedAt: formatInstant(request.at),
      expectedAt: formatInstant(due),
      by: personOf(request.requestedBy),
    }));
}

/**
 * Hands the asker the next addresses of a source to look up, which colleagues are then not handed for some minutes. `keep` stays
 * the first, whatever the order says, unless a colleague has answered it meanwhile. Asking again goes on with the same ones. Names are in `lang`.
 * Throws as `requireStaff` does, 404 `unknown_source`, and 503.
 */
export async function takeTurn(
  context: Context,
  actor: Actor,
  slug: string,
  { network, onlyBlocked, keep }: TurnBody,
  lang: string | null = null,
): Promise<TurnAnswer> {
  requireStaff(actor, "editor");
  return readTogether(context, async (snapshot) => {
    const source = (await readSources(snapshot, lang)).find((row) => row.slug === slug);
    if (source === undefined) throw new Problem(404, "unknown_source", `Nothing is declared as ${slug}.`);
    const members = await readMembers(snapshot, lang);
    const pairs = ((await readPairs(snapshot, members, [source])).get(source.id) ?? []).filter(
      ({ member, block }) => (network === null || member.network.slug === network) && (!onlyBlocked || block !== null),
    );
    const queue = queueOf(pairs, snapshot.now);
    const lease = leases(context, source.id, actor.session);
    const free = queue.filter(({ member }) => !lease.isHeld(member.id));
    const me = nameOf(actor);
    const kept = pairs.find(
      (pair) =>
        pair.member.address === keep && !lease.isHeld(pair.member.id) && (free.includes(pair) || pair.last?.by === me),
    );
    const next = [...(kept === undefined ? [] : [kept]), ...free.filter((pair) => pair !== kept)].slice(0, AHEAD);
    lease.hold(next.map(({ member }) => member.id));
    const personOf = await staffNames(snapshot.reader);
    const { id: _, staleAfterMs: __, ...told } = source;
    const networks = new Map(members.map((member) => [member.network.slug, member.network.name]));
    return {
      now: formatInstant(snapshot.now),
      source: told,
      networks: [...networks].map(([networkSlug, name]) => ({ slug: networkSlug, name })),
      total: pairs.length,
      done: pairs.length - queue.length,
      held: queue.length - free.length,
      toAsk: pairs
        .filter(({ block, request }) => block !== null && request === null)
        .slice(0, MAX_TO_ASK)
        .map(({ member }) => member.address),
      next: next.map((pair) => itemOf(pair, personOf)),
    };
  });
}

function itemOf({ member, block, last, request }: PairState, personOf: (actor: string) => string): QueueItem {
  return {
    address: member.address,
    network: { slug: member.network.slug, name: member.network.name },
    label: member.label,
    role: member.role,
    block: block && { since: formatInstant(block.from), effect: block.effect, evidence: block.evidence },
    last: last && { answer: last.answer, at: formatInstant(last.at), by: personOf(last.by) },
    request: request && {
      at: formatInstant(request.at),
      by: personOf(request.requestedBy),
      method: request.method,
      note: request.note,
    },
  };
}
