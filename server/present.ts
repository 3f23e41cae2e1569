import type { Availability } from "@/domain/contract/status";
import type { Facts, SourceId } from "@/domain/facts";
import { figuresOf } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { DAY_MS } from "@/domain/instant";
import { levelOf } from "@/domain/level";
import type { NetworkPresent } from "@/domain/network-claims";
import { nextChangeAt } from "@/domain/next-change";
import { presentOf } from "@/domain/present";
import { healthSteps } from "@/domain/steps";
import { RUN_MIN_MS } from "@/domain/timeline";
import type { Context } from "./context";
import type { Reading } from "./days";
import { readHistory } from "./days";
import type { NetworkRow, SourceNow } from "./declared";
import { listDeclared } from "./declared";
import { loadFacts } from "./facts";
import { beginningOf } from "./history";
import type { IdleCounts } from "./idle";
import { countIdle } from "./idle";
import { listOpenIncidents } from "./incidents";
import { availability, readSums, runStart } from "./past-figures";
import { perContext } from "./per-context";
import { findVerifiedAt } from "./verified-at";
import { currentVersion, setNextChange } from "./version";

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
  /** By position, then slug. */
  readonly networks: readonly NetworkNow[];
  /** The declared ones. */
  readonly sources: ReadonlyMap<SourceId, SourceNow>;
}

const KEPT_MS = 60_000;
const KEPT_IN_A_REPLAY_MS = 1_000;

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
  const keptMs = context.settings.replay === null ? KEPT_MS : KEPT_IN_A_REPLAY_MS;
  const found = kept.present;
  if (found !== null && found.version >= version && performance.now() - found.madeAtMs < keptMs) return found.state;
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
  const incidents = await listOpenIncidents(context);
  const deadlines = incidents.flatMap(({ nextUpdateBy, scheduledFor }) =>
    [nextUpdateBy, scheduledFor].flatMap((text) => (text === null ? [] : [Date.parse(text)])),
  );
  setNextChange(context, { version: state.version, dueAt: nextChangeAt(state.asOf, facts, deadlines) });
  return state;
}

async function read(reading: Reading): Promise<{ state: PresentState; facts: readonly Facts[] }> {
  const { now, openAt, reader } = reading;
  const { networks, sources } = await listDeclared(reader, now);
  const ids = networks.map(({ id }) => id);
  const counted = [...sources].flatMap(([id, { counts }]) => (counts ? [id] : []));
  const idle = await countIdle(reader, ids, counted, now);
  await readSums(reading, ids);
  const window = { from: Math.min(openAt, now - RUN_MIN_MS), to: Number.POSITIVE_INFINITY };
  const facts = await loadFacts(reading.context, ids, window, reader);
  const all: NetworkNow[] = [];
  for (const row of networks) {
    const ofNetwork = facts.get(row.id);
    if (ofNetwork !== undefined) all.push(await networkNow(reading, row, ofNetwork, idle.get(row.id)));
  }
  return { state: { version: reading.version, asOf: now, networks: all, sources }, facts: [...facts.values()] };
}

async function networkNow(
  reading: Reading,
  row: NetworkRow,
  facts: Facts,
  { idle, idleBlocked }: IdleCounts = { idle: 0, idleBlocked: 0 },
): Promise<NetworkNow> {
  const { now, openAt } = reading;
  const steps = healthSteps(facts, { from: openAt, to: now + 1 });
  const present = presentOf(facts, now);
  const figures = figuresOf(present.counts);
  const verifiedAt = await findVerifiedAt(reading, facts, present.bySource.keys());
  const notVerifiedSince = figures.verified ? null : await runStart(reading, row.id, steps, "verified");
  const over = (days: number) => availability(reading, row.id, steps, days * DAY_MS);
  return {
    id: row.id,
    row,
    present,
    counts: present.counts,
    figures,
    level: levelOf(present.counts),
    since: await runStart(reading, row.id, steps, "health"),
    verifiedAt: verifiedAt.network,
    sourcesVerifiedAt: verifiedAt.sources,
    notVerifiedSince,
    unverifiedSince: notVerifiedSince === (await beginningOf(reading, row.id)) ? null : notVerifiedSince,
    idle,
    idleBlocked,
    availability: { "24h": await over(1), "7d": await over(7), "30d": await over(30), "90d": await over(90) },
  };
}
