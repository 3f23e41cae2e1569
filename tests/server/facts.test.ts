import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import type { Window } from "@/domain/instant";
import { formatInstant, HOUR_MS } from "@/domain/instant";
import { healthSteps } from "@/domain/steps";
import { loadFacts } from "@/server/figures/facts";
import { recordHeartbeat } from "@/server/heartbeats";
import { factsOf, NETWORKS, randomHistory, randomInstant } from "@/tests/fixtures/random-history";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";
import { declareHistory, inRealTime, PLAYED_UNTIL, play, realInstant } from "@/tests/support/played-history";

const NOW = Date.parse("2026-03-10T12:00:00Z");

const windows: fc.Arbitrary<Window[]> = fc.array(
  fc
    .uniqueArray(randomInstant, { minLength: 2, maxLength: 2 })
    .map((edges) => ({ from: realInstant(Math.min(...edges)), to: realInstant(Math.max(...edges)) })),
  { minLength: 12, maxLength: 12 },
);

describe.each(databases)("facts on $name", (database) => {
  it("of a window give the same health there as all facts do", async () => {
    await fc.assert(
      fc.asyncProperty(randomHistory.map(inRealTime), windows, async (history, chosen) => {
        const context = await database.openContext({ now: PLAYED_UNTIL });
        await declareHistory(context, history);
        const rounds = history.rounds.map((round) => ({ round }));
        await play(context, [{ events: history.events }, ...rounds], async () => {});
        for (const window of [...chosen, { from: PLAYED_UNTIL, to: Number.POSITIVE_INFINITY }]) {
          const facts = await loadFacts(context, NETWORKS, window);
          for (const network of NETWORKS) {
            const loaded = facts.get(network);
            expect(loaded && healthSteps(loaded, window)).toEqual(healthSteps(factsOf(history, network), window));
            expect(loaded?.blocks.every(({ from, to }) => from < window.to && (to === null || to > window.from))).toBe(
              true,
            );
          }
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 120_000);

  it("reach back to the last round that covered an address before it left and came back", async () => {
    const context = await database.openContext({ now: NOW - 4 * HOUR_MS });
    await declareSource(context, "outlook");
    await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2"], { since: NOW - 9 * HOUR_MS });
    const round = (at: number, body: object = {}) =>
      recordHeartbeat(context, tokenOf(), HeartbeatBody.parse({ probe: "p", at: formatInstant(at), ...body }));
    await round(NOW - 5 * HOUR_MS, { unknown: [{ source: "outlook", addresses: ["192.0.2.1"] }] });
    await declareNetwork(context, "main", ["192.0.2.2"]);
    context.clock.set(NOW - 2 * HOUR_MS);
    await round(NOW - 3 * HOUR_MS);
    await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2"]);
    const { id } = await context.db.network.findFirstOrThrow();
    const window = { from: NOW - HOUR_MS, to: NOW };
    const facts = (await loadFacts(context, [id], window)).get(id);
    expect(facts && healthSteps(facts, window)).toMatchObject([{ sending: 2, known: 1, unknown: 1 }]);
  });

  it("are read however many scopes there are", async () => {
    const context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    await declareNetwork(context, "main", ["192.0.2.1"], { since: NOW - HOUR_MS });
    const hashes = JSON.stringify(Array.from({ length: 150_000 }, (_, index) => String(index)));
    const { id } = await context.db.probe.create({ data: { name: "lists" } });
    await context.db.$executeRaw`
      INSERT INTO "Scope" ("probeId", "hash", "networksJson", "sourcesJson")
      SELECT ${BigInt(id)}, value, '[]', '[]' FROM json_each(${hashes})`;
    const window = { from: NOW - HOUR_MS, to: NOW };
    for (const _ of ["first", "again"]) expect((await loadFacts(context, [1], window)).get(1)?.rounds).toEqual([]);
  }, 60_000);
});
