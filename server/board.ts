import type { Board, BoardBlock, BoardIncident, BoardRow } from "@/domain/board";
import { boardOf, unseenSince } from "@/domain/board";
import type { BoardAddress, BoardAnswer, BoardRowAnswer } from "@/domain/contract/desk/board";
import type { IncidentStatus, Status } from "@/domain/contract/status";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import type { SharedFacts } from "@/server/board/facts";
import { boardFacts } from "@/server/board/facts";
import { nameIn } from "@/server/declaring/declared";
import type { Actor, StaffActor } from "./actor";
import { requireStaff } from "./actor";
import { change } from "./change";
import type { Context } from "./context";
import { getStatus } from "./status";

/** So many addresses of a row come with the board; all are listed when the row is unfolded. */
const SHOWN = 5;

/**
 * What is refused now by source and network, what of it is new to the actor, and what is overdue. `lang` picks the language of
 * names and of the public claim, null that of the site. It writes nothing. Throws 401, 403 for who is not staff, 503.
 */
export async function getBoard(context: Context, actor: Actor, lang: string | null = null): Promise<BoardAnswer> {
  requireStaff(actor, "editor");
  const status = await getStatus(context, lang);
  const { facts, board, isUnseen, now } = await readBoard(context, actor, status);
  const { overall, networks } = status;
  const speaker: Speaker = { facts, status, lang, isUnseen };
  // Where nobody ever looked nothing is calm, even if nothing there promised to be looked at by some time.
  const unverified = networks.filter(
    ({ verified, verifiedAt, sending }) => sending > 0 && !(verified && verifiedAt !== null),
  );
  const isKnown = unverified.length === 0 && networks.every(({ unknown }) => unknown === 0);
  const isCalm = isKnown && board.rows.length === 0 && board.silent.length + board.overdue.length === 0;
  return {
    asOf: formatInstant(now),
    version: facts.version,
    claim: {
      level: overall.level,
      headline: overall.headline,
      headlineParts: overall.headlineParts,
      summary: overall.summary,
    },
    hasNetwork: networks.length > 0,
    blocked: board.blocked,
    unseen: board.unseen,
    mark: textOf(board.mark),
    untold: board.untold && {
      ...board.untold,
      since: formatInstant(board.untold.since),
      networks: board.untold.networks.map((slug) => networkName(speaker, slug)),
      sources: board.untold.sources.map((slug) => sourceName(speaker, slug)),
    },
    rows: board.rows.map((row) => rowAnswer(row, speaker)),
    quiet: board.quiet.map((row) => rowAnswer(row, speaker)),
    unverified: unverified.map(({ slug, name, unverifiedSince }) => ({ slug, name, since: unverifiedSince })),
    silent: board.silent.map(({ probe, since }) => ({ probe, since: formatInstant(since) })),
    incidents: incidentsOf(board, status),
    calm: isCalm ? { since: calmSince(status) } : null,
  };
}

/**
 * All addresses of a network that a source blocks now, unseen ones of those in use first; empty where it blocks none, or one of
 * the two is not declared. Throws 401, 403 for who is not staff, 503.
 */
export async function listBoardAddresses(
  context: Context,
  actor: Actor,
  { network, source }: { readonly network: string; readonly source: string },
): Promise<{ items: BoardAddress[] }> {
  requireStaff(actor, "editor");
  const { board, isUnseen } = await readBoard(context, actor, await getStatus(context, null));
  const row = [...board.rows, ...board.quiet].find((other) => other.network === network && other.source === source);
  return { items: (row?.blocks ?? []).map((block) => addressAnswer(block, isUnseen)) };
}

/**
 * Remembers that the actor has seen a board of that `mark`: what it showed is no longer new to them. A mark ahead of now counts as
 * now, and an earlier one than is remembered changes nothing. Throws 401, 403 for who is not staff, 503.
 */
export async function markBoardSeen(
  context: Context,
  actor: Actor,
  { mark }: { readonly mark: Instant },
): Promise<void> {
  requireStaff(actor, "editor");
  await change(context, async (tx) => {
    const now = context.clock.now();
    const before = await tx.staff.findUniqueOrThrow({ where: { id: actor.id }, select: { boardSeenAt: true } });
    const known = before.boardSeenAt === null || Number(before.boardSeenAt) > now ? null : Number(before.boardSeenAt);
    const seenAt = Math.min(mark, now);
    if (known === null || known < seenAt) {
      await tx.staff.update({ where: { id: actor.id }, data: { boardSeenAt: BigInt(seenAt) } });
    }
    return { result: null, changed: false };
  });
}

async function readBoard(context: Context, actor: StaffActor, { incidents }: Status) {
  const facts = await boardFacts(context);
  const { boardSeenAt } = await context.db.staff.findUniqueOrThrow({
    where: { id: actor.id },
    select: { boardSeenAt: true },
  });
  const now = context.clock.now();
  const seenAt = boardSeenAt === null ? null : Number(boardSeenAt);
  const board = boardOf({ ...facts, incidents: incidents.map(incidentFacts), seenAt }, now);
  return { facts, board, isUnseen: unseenSince(seenAt, now), now };
}

function incidentFacts(incident: IncidentStatus): BoardIncident {
  return {
    slug: incident.slug,
    impact: incident.impact,
    status: incident.status,
    networks: incident.networks,
    sources: incident.sources,
    nextUpdateBy: instantOf(incident.nextUpdateBy),
    scheduledFor: instantOf(incident.scheduledFor),
    scheduledUntil: instantOf(incident.scheduledUntil),
  };
}

interface Speaker {
  readonly facts: SharedFacts;
  readonly status: Status;
  readonly lang: string | null;
  readonly isUnseen: IsUnseen;
}

type IsUnseen = ReturnType<typeof unseenSince>;

function rowAnswer(row: BoardRow, speaker: Speaker): BoardRowAnswer {
  const { status, facts, isUnseen } = speaker;
  const [told] = row.incidents;
  const incident = status.incidents.find(({ slug }) => slug === told);
  const source = facts.sourceOf.get(row.source);
  return {
    network: networkName(speaker, row.network),
    source: {
      ...sourceName(speaker, row.source),
      kind: row.kind,
      removalUrl: source?.removalUrl ?? null,
    },
    counts: row.counts,
    deed: row.deed,
    sending: row.sending,
    deferred: row.deferred,
    idle: row.idle,
    of: status.networks.find(({ slug }) => slug === row.network)?.sending ?? row.sending,
    oldestAt: formatInstant(row.oldestAt),
    newestAt: formatInstant(row.newestAt),
    unseen: row.unseen,
    requested: row.requested,
    oldestUnrequestedAt: textOf(row.oldestUnrequestedAt),
    evidence: row.evidence && {
      address: row.evidence.address,
      at: formatInstant(row.evidence.from),
      text: row.evidence.evidence ?? "",
    },
    incident: incident ? { slug: incident.slug, title: incident.title, lang: incident.lang } : null,
    addresses: row.blocks.slice(0, SHOWN).map((block) => addressAnswer(block, isUnseen)),
  };
}

function addressAnswer(block: BoardBlock, isUnseen: IsUnseen): BoardAddress {
  return {
    address: block.address,
    label: block.label,
    role: block.role,
    effect: block.effect,
    since: formatInstant(block.from),
    isUnseen: isUnseen(block),
    removalRequestedAt: textOf(block.removalRequestedAt),
  };
}

function networkName({ facts, lang }: Speaker, slug: string) {
  const row = facts.networkOf.get(slug);
  return { slug, name: row ? nameIn(row, lang) : slug };
}

function sourceName({ facts, lang }: Speaker, slug: string) {
  const source = facts.sourceOf.get(slug);
  return { slug, name: source ? nameIn(source, lang) : slug };
}

function incidentsOf({ overdue }: Board, { incidents }: Status): BoardAnswer["incidents"] {
  return incidents
    .map((incident) => ({
      slug: incident.slug,
      title: incident.title,
      lang: incident.lang,
      impact: incident.impact,
      status: incident.status,
      startedAt: incident.startedAt,
      latestAt: incident.latestUpdate.at,
      nextUpdateBy: incident.nextUpdateBy,
      scheduledFor: incident.scheduledFor,
      scheduledUntil: incident.scheduledUntil,
      overdue: overdue
        .filter((late) => late.incident === incident.slug)
        .map(({ what, since }) => ({ what, since: formatInstant(since) })),
    }))
    .sort((a, b) => Math.sign(b.overdue.length) - Math.sign(a.overdue.length));
}

/** When the last of the networks came to its full health; null: of some one nobody knows. */
function calmSince({ networks }: Status): string | null {
  const sending = networks.filter((network) => network.sending > 0);
  const since = sending.flatMap((network) => network.since ?? []);
  return since.length < sending.length ? null : (since.sort().at(-1) ?? null);
}

function instantOf(text: string | null): Instant | null {
  return text === null ? null : Date.parse(text);
}

function textOf(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}
