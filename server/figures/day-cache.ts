import type { HealthSum } from "@/domain/availability";
import type { NetworkId } from "@/domain/facts";
import type { Step } from "@/domain/health";
import type { Instant, Window } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import { change } from "@/server/change";
import type { Context } from "@/server/context";
import { databaseProblem } from "@/server/database/faults";
import type { Snapshot } from "@/server/database/snapshot";
import { jsonList, jsonRows, readTuples } from "@/server/database/sql";
import type { Transaction } from "@/server/db";
import { isProblem } from "@/server/problem";

/** A day of a network that is over: its steps, the first at the day's start, and their sum. */
export interface ClosedDay {
  readonly network: NetworkId;
  readonly at: Instant;
  readonly steps: readonly Step[];
  readonly sum: HealthSum;
}

export type DaySum = Pick<ClosedDay, "network" | "at" | "sum">;

type SumTuple = [NetworkId, Instant, verifiedMs: number, lostTenthMs: number, minTenths: number | null];
type StepTuple = [Instant, sending: number, blocked: number, unknown: number, known: number];

/** The kept days of the networks that start in the window, with their steps, in no order. */
export async function readDays(
  snapshot: Snapshot,
  networks: readonly NetworkId[],
  window: Window,
): Promise<ClosedDay[]> {
  if (!snapshot.daysAreOurs) return [];
  const rows = await readTuples<[...SumTuple, stepsJson: string]>(
    snapshot.reader,
    Prisma.sql`"networkId", "at", "verifiedMs", "lostTenthMs", "minTenths", "stepsJson"`,
    kept(networks, window),
  );
  return rows.map(([network, at, verifiedMs, lostTenthMs, minTenths, stepsJson]) => {
    const tuples: StepTuple[] = JSON.parse(stepsJson);
    const steps = tuples.map(([start, sending, blocked, unknown, known]) => ({
      at: start,
      sending,
      blocked,
      unknown,
      known,
    }));
    return { network, at, steps, sum: { verifiedMs, lostTenthMs, minTenths } };
  });
}

/** Like `readDays`, without the steps. */
export async function readDaySums(
  snapshot: Snapshot,
  networks: readonly NetworkId[],
  window: Window,
): Promise<DaySum[]> {
  if (!snapshot.daysAreOurs) return [];
  const rows = await readTuples<SumTuple>(
    snapshot.reader,
    Prisma.sql`"networkId", "at", "verifiedMs", "lostTenthMs", "minTenths"`,
    kept(networks, window),
  );
  return rows.map(([network, at, verifiedMs, lostTenthMs, minTenths]) => ({
    network,
    at,
    sum: { verifiedMs, lostTenthMs, minTenths },
  }));
}

/** The sums of whole windows, of those networks of which so many days are kept in it: all. */
export async function readSpanSums(
  snapshot: Snapshot,
  networks: readonly NetworkId[],
  window: Window,
  days: number,
): Promise<Map<NetworkId, HealthSum>> {
  if (!snapshot.daysAreOurs) return new Map();
  const rows = await readTuples<[...SumTuple, count: number]>(
    snapshot.reader,
    Prisma.sql`"networkId", "at", "verifiedMs", "lostTenthMs", "minTenths", "count"`,
    Prisma.sql`(SELECT "networkId", min("at") AS "at", sum("verifiedMs") AS "verifiedMs", sum("lostTenthMs") AS "lostTenthMs",
      min("minTenths") AS "minTenths", count(*) AS "count" FROM ${kept(networks, window)} GROUP BY "networkId") AS s`,
  );
  return new Map(
    rows.flatMap(([network, , verifiedMs, lostTenthMs, minTenths, count]): [NetworkId, HealthSum][] =>
      count === days ? [[network, { verifiedMs, lostTenthMs, minTenths }]] : [],
    ),
  );
}

function kept(networks: readonly NetworkId[], { from, to }: Window): Prisma.Sql {
  return Prisma.sql`"Day" WHERE "networkId" IN ${jsonList(networks)} AND "at" >= ${from} AND "at" < ${to}`;
}

/**
 * Keeps days that were computed under the snapshot, unless a fact has touched the past since. Nobody is told if that
 * fails: they are computed again when they are needed again.
 */
export async function keepDays(context: Context, snapshot: Snapshot, days: readonly ClosedDay[]): Promise<void> {
  if (days.length === 0) return;
  // Not that of the settings, which may have become another since: the days are those of the snapshot.
  const { timeZone } = snapshot;
  const columns = ["networkId", "at", "stepsJson", "verifiedMs", "lostTenthMs", "minTenths"];
  const rows = jsonRows(
    "d",
    columns,
    days.map(({ network, at, steps, sum }) => [
      network,
      at,
      JSON.stringify(steps.map((s): StepTuple => [s.at, s.sending, s.blocked, s.unknown, s.known])),
      sum.verifiedMs,
      sum.lostTenthMs,
      sum.minTenths,
    ]),
  );
  await orTold(context, async () => {
    if (!snapshot.daysAreOurs) await adoptZone(context, timeZone);
    await context.db.$executeRaw`
      INSERT INTO "Day" ("networkId", "at", "stepsJson", "verifiedMs", "lostTenthMs", "minTenths")
      SELECT d.* FROM ${rows} WHERE EXISTS (
        SELECT 1 FROM "State" WHERE "pastRevision" = ${snapshot.pastRevision} AND "timeZone" = ${timeZone})
      ON CONFLICT DO NOTHING`;
  });
}

/** From now on the kept days are those of the snapshot's zone, if it still is the page's. @returns whether they are */
export async function makeDaysOurs(context: Context, { timeZone }: Snapshot): Promise<boolean> {
  return (await orTold(context, () => adoptZone(context, timeZone))) ?? false;
}

/** Days that cannot be kept are computed again: trouble of the database is told, and no failure. */
async function orTold<T>(context: Context, keep: () => Promise<T>): Promise<T | null> {
  try {
    return await keep();
  } catch (error) {
    if (!isProblem(error) && databaseProblem(error) === null) throw error;
    context.log.info({ error }, "days could not be kept");
    return null;
  }
}

async function adoptZone(context: Context, timeZone: string): Promise<boolean> {
  const { result } = await change(context, async (tx) => {
    const state = await tx.state.findUniqueOrThrow({ where: { id: 1 }, select: { timeZone: true } });
    const isOurs = timeZone === context.settings.timeZone;
    // Another reading may have made them ours before, and kept some.
    if (isOurs && state.timeZone !== timeZone) await cutDaysIn(tx, timeZone);
    return { result: isOurs, changed: false };
  });
  return result;
}

/** Drops the days that are kept, and from now on keeps those of another zone. To be called in a transaction. */
export async function cutDaysIn(tx: Transaction, timeZone: string): Promise<void> {
  await tx.day.deleteMany();
  await tx.state.update({ where: { id: 1 }, data: { timeZone } });
}
