import { dayStart, nextDay } from "@/domain/days";
import type { AddressId, NetworkId } from "@/domain/facts";
import type { Instant, Interval } from "@/domain/instant";
import { MINUTE_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { jsonRows } from "@/server/database/sql";
import type { Transaction } from "@/server/db";
import { END_OF_TIME } from "./block-rows";

/** Facts may be dated this far ahead; another process' clock may be, too. */
export const AHEAD_MS = 5 * MINUTE_MS;

/** A stretch of time in which it changed who blocks the address, or where it belongs. */
export interface ChangedSpan extends Interval {
  readonly addressId: AddressId;
}

/**
 * Drops the kept days that the changed spans touch: only those of networks for which the address was sending then. To be
 * called in the transaction that writes the facts.
 */
export async function dropDaysOfAddresses(context: Context, tx: Transaction, spans: readonly ChangedSpan[]) {
  const open = openDay(context);
  const past = spans.filter(({ from }) => from < open).sort((a, b) => a.from - b.from);
  if (past.length === 0) return;
  const startOf = ascendingDayStarts(context.settings.timeZone);
  const rows = jsonRows(
    "s",
    ["addressId", "from", "to", "dayAt"],
    past.map(({ addressId, from, to }) => [addressId, from, to ?? END_OF_TIME, startOf(from)]),
  );
  await movePast(tx);
  await tx.$executeRaw`
    DELETE FROM "Day" WHERE ("networkId", "at") IN (
      SELECT d."networkId", d."at" FROM ${rows}
      CROSS JOIN "Membership" AS m ON m."addressId" = s."addressId" AND m."role" = 'sending'
        AND m."fromAt" < s."to" AND (m."toAt" IS NULL OR m."toAt" > s."from")
      CROSS JOIN "Day" AS d ON d."networkId" = m."networkId" AND d."at" >= s."dayAt" AND d."at" < s."to"
    )`;
}

/**
 * Drops the kept days from that of `from` on, of these networks or (null) of all. To be called in the transaction that
 * writes the facts.
 */
export async function dropDaysFrom(
  context: Context,
  tx: Transaction,
  from: Instant,
  networks: readonly NetworkId[] | null,
) {
  if (from >= openDay(context)) return;
  await movePast(tx);
  await tx.day.deleteMany({
    where: {
      at: { gte: BigInt(dayStart(from, context.settings.timeZone)) },
      ...(networks === null ? {} : { networkId: { in: [...networks] } }),
    },
  });
}

/** `dayStart` for instants that ascend: days are worked out once, since a batch of late events is of few of them. */
function ascendingDayStarts(timeZone: string): (at: Instant) => Instant {
  let day = { from: 0, to: 0 };
  return (at) => {
    if (at < day.from || at >= day.to) {
      const from = dayStart(at, timeZone);
      day = { from, to: nextDay(from, timeZone) };
    }
    return day.from;
  };
}

/** The start of the first day that no process can take for over. */
function openDay(context: Context): Instant {
  return dayStart(context.clock.now() + AHEAD_MS, context.settings.timeZone);
}

async function movePast(tx: Transaction) {
  await tx.state.update({ where: { id: 1 }, data: { pastRevision: { increment: 1 } } });
}
