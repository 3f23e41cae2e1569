import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PairEvent } from "@/domain/blocks";
import { foldBlocks } from "@/domain/blocks";
import type { Effect } from "@/domain/facts";
import { HOUR_MS, MINUTE_MS } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import { change } from "@/server/change";
import type { Context } from "@/server/context";
import type { Transaction } from "@/server/db";
import { recordEvents } from "@/server/events";
import { foldIn, readEnds, refoldPairs } from "@/server/recording/blocks";
import { insertEvents } from "@/server/recording/event-rows";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";
import { fillPair } from "@/tests/support/long-pair";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const FROM = NOW - 200_000 * MINUTE_MS;
const PAIR = { addressId: 1, sourceId: 1 };

/** A transaction that counts the rows that its reads give, and looks how the database finds them. */
function counting(tx: Transaction) {
  const seen = { rows: 0, scans: [] as string[] };
  const watched = new Proxy(tx, {
    get(target, name) {
      if (name !== "$queryRaw") return Reflect.get(target, name);
      return async (strings: TemplateStringsArray, ...values: unknown[]) => {
        const [row] = await target.$queryRaw<{ tuples: string }[]>(strings, ...values);
        seen.rows += JSON.parse(row?.tuples ?? "[]").length;
        const plan = await target.$queryRaw<{ detail: string }[]>(
          Prisma.sql`EXPLAIN QUERY PLAN ${Prisma.sql(strings, ...values)}`,
        );
        const tables = plan.filter(({ detail }) => /^SCAN (?!json_each|[pt]$|beside|near)/.test(detail));
        seen.scans.push(...tables.map(({ detail }) => detail));
        return [row];
      };
    },
  });
  return { watched, seen };
}

async function kept(context: Context) {
  const rows = await context.db.block.findMany({ where: PAIR, orderBy: { fromAt: "asc" } });
  return rows.map(({ fromAt, toAt, effect, evidence }) => ({
    from: Number(fromAt),
    to: toAt === null ? null : Number(toAt),
    effect,
    evidence,
  }));
}

async function folded(context: Context) {
  const rows = await context.db.event.findMany({ where: PAIR });
  return foldBlocks(
    rows.map(({ externalId, type, at, effect, evidence }) => ({
      id: externalId,
      type: type as PairEvent["type"],
      at: Number(at),
      effect: effect as Effect | null,
      evidence,
    })),
  );
}

/** Events before, among and after those of the pair, each with the rows that were read for it. */
async function postLate(context: Context, count: number, look: () => Promise<void>) {
  const end = FROM + count * MINUTE_MS;
  const read: number[] = [];
  const late: [PairEvent["type"], number][] = [
    ["block", FROM - HOUR_MS],
    ["unblock", FROM - 30 * MINUTE_MS],
    ["unblock", FROM + 1.5 * MINUTE_MS],
    ["block", FROM + 4 * MINUTE_MS],
    ["block", FROM + 4.5 * MINUTE_MS],
    ["unblock", FROM + 2 * MINUTE_MS],
    ["unblock", FROM + 6.5 * MINUTE_MS],
    ["block", FROM + 7 * MINUTE_MS],
    ["block", end],
    ["block", end + 2 * MINUTE_MS],
    ["unblock", end + MINUTE_MS],
  ];
  for (const [index, [type, at]] of late.entries()) {
    await change(context, async (tx) => {
      const event = {
        ...PAIR,
        sender: "late",
        id: `late ${index}`,
        type,
        address: "",
        source: "",
        at,
        evidence: `late ${index}`,
      };
      await insertEvents(tx, [{ ...event, effect: type === "block" ? "refused" : null }], NOW);
      const { watched, seen } = counting(tx);
      await refoldPairs(watched, [{ ...PAIR, at }]);
      expect(seen.scans).toEqual([]);
      read.push(seen.rows);
      return { result: null, changed: true };
    });
    await look();
  }
  return read;
}

describe.each(databases)("blocks on $name", (database) => {
  it("are re-folded from as few rows before 100,000 later events of the pair as before 1,000", async () => {
    const reads: number[][] = [];
    for (const count of [1_000, 100_000]) {
      const context = await database.openContext({ now: NOW });
      await declareSource(context, "outlook");
      await declareNetwork(context, "main", ["192.0.2.1"], { since: FROM - HOUR_MS });
      await fillPair(context, PAIR, count, FROM);
      const compare = async () => expect(await kept(context)).toEqual(await folded(context));
      reads.push(await postLate(context, count, count === 1_000 ? compare : async () => {}));
      await compare();
    }
    expect(reads[1]).toEqual(reads[0]);
    expect(Math.max(...(reads[0] ?? []))).toBeLessThanOrEqual(6);
  });

  it("are brought up by events in order from one row of the pair, however many it has", async () => {
    const context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    await declareNetwork(context, "main", ["192.0.2.1"], { since: FROM - HOUR_MS });
    await fillPair(context, PAIR, 1_000, FROM);
    for (const [minute, type] of (["block", "block", "unblock", "unblock", "block"] as const).entries()) {
      const at = FROM + (1_000 + minute) * MINUTE_MS;
      const effect = type === "block" ? ("refused" as const) : null;
      const event = { ...PAIR, sender: "s", id: `${at}`, type, address: "", source: "", at, effect, evidence: `${at}` };
      await change(context, async (tx) => {
        const { watched, seen } = counting(tx);
        const ends = await readEnds(watched, [event]);
        await insertEvents(tx, [event], NOW);
        await foldIn(watched, [event], ends);
        expect(seen).toEqual({ rows: 1, scans: [] });
        return { result: null, changed: true };
      });
      expect(await kept(context)).toEqual(await folded(context));
    }
  });

  it("are after each of any batches what the whole history folds to, evidence and all", async () => {
    const event = fc.record({
      type: fc.constantFrom("block", "block", "unblock"),
      at: fc.nat(12).map((minutes) => FROM + minutes * MINUTE_MS),
      effect: fc.constantFrom("refused", "deferred"),
      id: fc.uuid(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(event, { minLength: 1, maxLength: 6 }), { maxLength: 12 }),
        async (batches) => {
          const context = await database.openContext({ now: NOW });
          await declareSource(context, "outlook");
          await declareNetwork(context, "main", ["192.0.2.1"], { since: FROM - HOUR_MS });
          for (const batch of batches) {
            const inputs = batch.map((input) => ({
              ...input,
              evidence: input.id,
              address: "192.0.2.1",
              source: "outlook",
              at: new Date(input.at).toISOString(),
            }));
            expect((await recordEvents(context, tokenOf(), inputs)).rejected).toEqual([]);
            expect(await kept(context)).toEqual(await folded(context));
          }
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
