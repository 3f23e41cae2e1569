import { DAY_MS, HOUR_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import type { Size } from "./size";

/*
 * The history is made of cycles of four events of one pair: a block, two confirmations, an unblock. Time is cut into slots of
 * four events, one of each stage, so that event number `j` is stage `j % 4` of the cycle that began so many slots before as the
 * stage lags behind. So events ascend in time by their number, none has to be sorted, and what the blocks must be can be said
 * in closed form. Twenty cycles that follow each other are one source's that takes twenty neighbouring addresses of one network.
 */

const STAGES = 4;
/** Neighbouring addresses that are blocked together, and one in twenty idle. */
export const TOGETHER = 20;
const RECENT_MS = 90 * DAY_MS;

/** How long blocks last, in turn, where there are events enough to tell so short a time. */
const DURATIONS_MS = [6 * HOUR_MS, DAY_MS, 4 * DAY_MS, 12 * DAY_MS];
const TURNS = DURATIONS_MS.length;

/** Stores the events, and the blocks that `recordEvents` would have derived from them. The database holds none yet. */
export async function fillEvents({ db }: Context, size: Size): Promise<void> {
  const run = (sql: string) => db.$executeRawUnsafe(sql);
  const plan = planOf(size);
  await run(`CREATE TEMP TABLE member AS SELECT row_number() OVER (ORDER BY "networkId", "addressId") - 1 AS n,
    "addressId" AS id FROM "Membership"`);
  await run("CREATE UNIQUE INDEX temp.member_n ON member (n)");
  await run(`CREATE TEMP TABLE blocker AS SELECT row_number() OVER (ORDER BY "id") - 1 AS n, "id" AS id FROM "Source"`);
  await run("CREATE UNIQUE INDEX temp.blocker_n ON blocker (n)");
  const indexes = await db.$queryRaw<{ name: string; sql: string }[]>`
    SELECT "name", "sql" FROM sqlite_master WHERE "tbl_name" IN ('Event', 'Block') AND "type" = 'index' AND "sql" IS NOT NULL`;
  // An index that is made at the end is sorted once.
  for (const { name } of indexes) await run(`DROP INDEX "${name}"`);
  await run(eventsSql(size, plan));
  await run(blocksSql(size, plan));
  for (const { sql } of indexes) await run(sql);
  await run("DROP TABLE temp.member");
  await run("DROP TABLE temp.blocker");
}

interface Plan {
  readonly slots: number;
  /** By turn: the slots by which each stage lags behind the first; multiples of the turns, ascending. */
  readonly lags: readonly (readonly number[])[];
  readonly longestLag: number;
}

function planOf({ events, addresses, sources, networks, from, to }: Size): Plan {
  const slots = events / STAGES;
  const slotMs = (to - from) / slots;
  const lags = DURATIONS_MS.map((ms) =>
    Array.from({ length: STAGES }, (_, stage) => {
      const share = stage / (STAGES - 1);
      return TURNS * Math.max(stage, Math.round((ms * share) / slotMs / TURNS));
    }),
  );
  const longestLag = Math.max(...lags.flat());
  if (events % (STAGES * 5) !== 0) throw new Error("The number of events must be a multiple of 20.");
  if (addresses % (networks * TOGETHER) !== 0) throw new Error("Addresses must be a multiple of 20 for each network.");
  if (longestLag >= addresses * sources) throw new Error("Too few pairs: one would be blocked twice at a time.");
  return { slots, lags, longestLag };
}

function eventsSql(size: Size, plan: Plan): string {
  const lag = `CASE j / ${STAGES} % ${TURNS} ${plan.lags
    .map((stages, turn) => `WHEN ${turn} THEN CASE j % ${STAGES} ${stages.map(when).join(" ")} END`)
    .join(" ")} END`;
  return `
    INSERT INTO "Event" ("sender", "externalId", "type", "addressId", "sourceId", "at", "effect", "evidence", "receivedAt")
    SELECT 'bench', 'e' || j, iif(stage = 3, 'unblock', 'block'), member.id, blocker.id, at, ${effectOf("cycle", "stage")},
      ${evidenceOf("cycle", "stage")}, at
    FROM (
      SELECT j, j % ${STAGES} AS stage, j / ${STAGES} - ${lag} + ${plan.longestLag} AS cycle, ${instantOf("j", size)} AS at
      FROM (WITH RECURSIVE n(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM n WHERE j + 1 < ${size.events}) SELECT j FROM n)
    ) CROSS JOIN member ON member.n = ${memberOf("cycle", size)}
      CROSS JOIN blocker ON blocker.n = ${blockerOf("cycle", size)}
    ORDER BY j`;
}

/** Each cycle from its first block to its unblock, as far as they lie in the history. */
function blocksSql(size: Size, { slots, lags, longestLag }: Plan): string {
  const slotOf = (stage: number) =>
    `(cycle - ${longestLag} + CASE cycle % ${TURNS} ${lags.map((stages, turn) => `WHEN ${turn} THEN ${stages[stage]}`).join(" ")} END)`;
  const isThere = (stage: number) => `${slotOf(stage)} BETWEEN 0 AND ${slots - 1}`;
  const stages = [0, 1, 2];
  const pick = (order: readonly number[]) =>
    `CASE ${order.map((stage) => `WHEN ${isThere(stage)} THEN ${stage}`).join(" ")} END`;
  const eventOf = (stage: string) =>
    `(CASE ${stage} ${[...stages, 3].map((one) => `WHEN ${one} THEN ${slotOf(one)}`).join(" ")} END * ${STAGES} + ${stage})`;
  return `
    INSERT INTO "Block" ("addressId", "sourceId", "fromAt", "toAt", "effect", "evidence")
    SELECT member.id, blocker.id, ${instantOf(eventOf("opening"), size)},
      iif(${slotOf(3)} < ${slots}, ${instantOf(eventOf("3"), size)}, NULL), ${effectOf("cycle", "latest")},
      ${evidenceOf("cycle", "latest")}
    FROM (
      SELECT cycle, ${pick(stages)} AS opening, ${pick([...stages].reverse())} AS latest FROM (
        WITH RECURSIVE n(cycle) AS (SELECT 0 UNION ALL SELECT cycle + 1 FROM n WHERE cycle + 1 < ${slots + longestLag})
        SELECT cycle FROM n)
    ) CROSS JOIN member ON member.n = ${memberOf("cycle", size)}
      CROSS JOIN blocker ON blocker.n = ${blockerOf("cycle", size)}
    WHERE opening IS NOT NULL
    ORDER BY member.id, blocker.id, 3`;
}

/** Instants ascend evenly, a twentieth of them in the last 90 days. */
function instantOf(event: string, { events, from, to }: Size): string {
  if (to - from <= RECENT_MS) return `(${from} + ${event} * ${to - from} / ${events})`;
  const earlier = events - events / 20;
  const recentAt = to - RECENT_MS;
  return `iif(${event} < ${earlier}, ${from} + ${event} * ${recentAt - from} / ${earlier},
    ${recentAt} + (${event} - ${earlier}) * ${RECENT_MS} / ${events - earlier})`;
}

/** Groups of addresses and sources in an order in which neighbours have nothing to do with each other, each once. */
function groupOf(cycle: string, { addresses, sources }: Size): string {
  const groups = (addresses / TOGETHER) * sources;
  let stride = Math.floor(groups * 0.618) + 1;
  while (divisor(stride, groups) !== 1) stride += 1;
  return `(${cycle} / ${TOGETHER} % ${groups} * ${stride} % ${groups})`;
}

function memberOf(cycle: string, size: Size): string {
  return `(${groupOf(cycle, size)} % ${size.addresses / TOGETHER} * ${TOGETHER} + ${cycle} % ${TOGETHER})`;
}

function blockerOf(cycle: string, size: Size): string {
  return `(${groupOf(cycle, size)} / ${size.addresses / TOGETHER})`;
}

function effectOf(cycle: string, stage: string): string {
  return `iif(${stage} = 3, NULL, iif(${cycle} / ${TOGETHER} % 5 = ${stage}, 'deferred', 'refused'))`;
}

function evidenceOf(cycle: string, stage: string): string {
  return `iif(${stage} = 3, NULL,
    '550 5.7.1 Unfortunately, messages from this address weren''t sent (S31' || (10 + ${cycle} % 7 + ${stage}) || ')')`;
}

function when(value: number, index: number): string {
  return `WHEN ${index} THEN ${value}`;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
