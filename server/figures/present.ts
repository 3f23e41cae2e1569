import type { Availability } from "@/domain/contract/status";
import type { Facts, NetworkId, SourceId } from "@/domain/facts";
import type { Step } from "@/domain/health";
import { figuresOf } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { DAY_MS } from "@/domain/instant";
import { levelOf } from "@/domain/level";
import type { NetworkPresent } from "@/domain/network-claims";
import { earliestAfter, nextTurnAt } from "@/domain/next-change";
import { presentOf } from "@/domain/present";
import type { Context } from "@/server/context";
import { readTogether } from "@/server/database/snapshot";
import type { NetworkRow, SourceNow } from "@/server/declaring/declared";
import { listDeclared } from "@/server/declaring/declared";
import { beginningOf } from "@/server/history";
import { listOpenIncidents } from "@/server/incidents";
import { perContext } from "@/server/per-context";
import { giveTurn } from "@/server/turn";
import { currentVersion, setNextChange, stillHolds } from "@/server/version";
import type { Reading } from "./days";
import { readHistory } from "./days";
import type { IdleCounts } from "./idle";
import { countIdle } from "./idle";
import { openFacts, openSteps } from "./open-facts";
import { availabilities, findRuns, runStart } from "./past-figures";
import { stepsWithin } from "./step-lists";
import { findVerifiedAt } from "./verified-at";

/** A declared network now. */
export interface NetworkNow extends NetworkPresent, IdleCounts {
  readonly row: NetworkRow;
  /** Start of the present run of not being verified, even where it never was; null: it is verified, or nothing ever sent. */
  readonly notVerifiedSince: Instant | null;
  readonly availability: Availability;
  /** Of each source in `present.bySource`: the latest round that knew something of it here. */
  readonly sourcesVerifiedAt: ReadonlyMap<SourceId, Instant | null>;
}

/** All that is published of the present, but for words and incidents. */
export interface PresentState {
  readonly version: number;
  readonly asOf: Instant;
  /** By position, then slug. One that is as it was is the same object, so that what was said of it can be kept by it. */
  readonly networks: readonly NetworkNow[];
  /** The declared ones. */
  readonly sources: ReadonlyMap<SourceId, SourceNow>;
}

interface Kept {
  version: number;
  /** On a clock that never jumps. */
  madeAtMs: number;
  state: Promise<PresentState>;
}

const keptOf = perContext("present", (): { present: Kept | null } => ({ present: null }));

/**
 * The present, worked out once per version and, since time passes, once a minute (in a replay, once a second), and with it
 * when it next changes by time alone. Throws 503 as the database says.
 */
export async function getPresent(context: Context): Promise<PresentState> {
  const version = await currentVersion(context);
  const kept = keptOf(context);
  const found = kept.present;
  if (found !== null && stillHolds(context, found, version)) return found.state;
  const fresh = { version, madeAtMs: performance.now(), state: workOut(context) };
  kept.present = fresh;
  try {
    const state = await fresh.state;
    fresh.version = state.version;
    return state;
  } catch (error) {
    if (kept.present === fresh) kept.present = null;
    throw error;
  }
}

async function workOut(context: Context): Promise<PresentState> {
  const { state, facts } = await readHistory(context, read);
  await register(context, state.version, state.asOf, facts);
  return state;
}

/** Makes sure that it is known when the present next changes by time alone, though nobody reads it. Throws 503 as the database says. */
export async function foresee(context: Context): Promise<void> {
  if (context.memory.nextChange?.version === (await currentVersion(context))) return;
  const { version, now, facts } = await readTogether(context, async (snapshot) => {
    const { reader, version, now } = snapshot;
    const { networks } = await listDeclared(context, reader, now);
    const ids = networks.map(({ id }) => id);
    return { version, now, facts: await openFacts(snapshot, ids) };
  });
  await register(context, version, now, [...facts.values()]);
}

async function register(context: Context, version: number, now: Instant, facts: readonly Facts[]): Promise<void> {
  const incidents = await listOpenIncidents(context);
  const deadlines = incidents.flatMap(({ nextUpdateBy, scheduledFor }) =>
    [nextUpdateBy, scheduledFor].flatMap((text) => (text === null ? [] : [Date.parse(text)])),
  );
  const turns = facts.map((ofNetwork) => turnOf(context, ofNetwork, now));
  setNextChange(context, { version, dueAt: earliestAfter(now, [...turns, ...deadlines]) });
}

async function read(reading: Reading): Promise<{ state: PresentState; facts: readonly Facts[] }> {
  const { now, openAt, reader, version } = reading;
  const { networks: rows, sources } = await listDeclared(reading.context, reader, now);
  const ids = rows.map(({ id }) => id);
  const counted = [...sources].flatMap(([id, { counts }]) => (counts ? [id] : []));
  const idle = await countIdle(reading, ids, counted);
  const facts = await openFacts(reading, ids);
  const today = { from: openAt, to: now + 1 };
  const open = new Map<NetworkId, Step[]>();
  for (const [id, ofNetwork] of facts) {
    open.set(id, stepsWithin(openSteps(reading, ofNetwork), today));
    await giveTurn();
  }
  const over = (days: number) => availabilities(reading, open, days * DAY_MS);
  const means = { "24h": await over(1), "7d": await over(7), "30d": await over(30), "90d": await over(90) };
  await findRuns(reading, open);
  const networks: NetworkNow[] = [];
  for (const row of rows) {
    const ofNetwork = facts.get(row.id);
    if (ofNetwork === undefined) continue;
    await giveTurn();
    const fresh = {
      ...(idle.get(row.id) ?? { idle: 0, idleBlocked: 0 }),
      row,
      availability: {
        "24h": means["24h"].get(row.id) ?? null,
        "7d": means["7d"].get(row.id) ?? null,
        "30d": means["30d"].get(row.id) ?? null,
        "90d": means["90d"].get(row.id) ?? null,
      },
    };
    networks.push(sameNow(reading.context, await standing(reading, ofNetwork, open.get(row.id) ?? []), fresh));
  }
  return { state: { version, asOf: now, networks, sources }, facts: [...facts.values()] };
}

type Beside = Omit<NetworkNow, keyof Standing>;

const nowOf = perContext("networks-now", () => new WeakMap<Standing, NetworkNow>());

/** A network now: the same object while it stands as it stood, and what stands beside is the same. */
function sameNow(context: Context, ofNetwork: Standing, beside: Beside): NetworkNow {
  const kept = nowOf(context);
  const last = kept.get(ofNetwork);
  const isSame =
    last?.row === beside.row &&
    last.idle === beside.idle &&
    last.idleBlocked === beside.idleBlocked &&
    JSON.stringify(last.availability) === JSON.stringify(beside.availability);
  if (isSame) return last;
  const fresh = { ...ofNetwork, ...beside };
  kept.set(ofNetwork, fresh);
  return fresh;
}

interface Turn {
  /** Up to `at` the network is what it was at `since`. */
  readonly since: Instant;
  readonly at: Instant;
}

const turnsOf = perContext("turns", () => new WeakMap<Facts, Turn>());

/** When a network changes by time alone, worked out once for facts that stay as they are. Infinity: it does not. */
function turnOf(context: Context, facts: Facts, now: Instant): Instant {
  const turns = turnsOf(context);
  const found = turns.get(facts);
  if (found !== undefined && found.since <= now && now < found.at) return found.at;
  const at = nextTurnAt(now, facts);
  turns.set(facts, { since: now, at });
  return at;
}

type Standing = Awaited<ReturnType<typeof workOutStanding>>;

const standingsOf = perContext("standings", () => new WeakMap<Facts, Turn & { past: string; standing: Standing }>());

/** How a network stands, and since when; worked out again where its facts, or the past, or time made another of it. */
async function standing(reading: Reading, facts: Facts, steps: readonly Step[]): Promise<Standing> {
  const { context, now, openAt, pastRevision } = reading;
  const standings = standingsOf(context);
  const past = `${pastRevision} ${openAt}`;
  const found = standings.get(facts);
  if (found?.past === past && found.since <= now && now < found.at) return found.standing;
  const fresh = await workOutStanding(reading, facts, steps);
  standings.set(facts, { past, since: now, at: turnOf(context, facts, now), standing: fresh });
  return fresh;
}

/** `steps` are those of the day that is not over. */
async function workOutStanding(reading: Reading, facts: Facts, steps: readonly Step[]) {
  const { network } = facts;
  const present = presentOf(facts, reading.now);
  const figures = figuresOf(present.counts);
  const verifiedAt = await findVerifiedAt(reading, facts, present.bySource.keys());
  const notVerifiedSince = figures.verified ? null : await runStart(reading, network, steps, "verified");
  return {
    id: network,
    present,
    counts: present.counts,
    figures,
    level: levelOf(present.counts),
    since: await runStart(reading, network, steps, "health"),
    verifiedAt: verifiedAt.network,
    sourcesVerifiedAt: verifiedAt.sources,
    notVerifiedSince,
    unverifiedSince: notVerifiedSince === (await beginningOf(reading, network)) ? null : notVerifiedSince,
  };
}
