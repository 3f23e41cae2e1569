import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { DAY_MS, HOUR_MS } from "@/domain/instant";
import { sinceOf } from "@/domain/since";
import { healthSteps } from "@/domain/steps";
import { recordEvents } from "@/server/events";
import { loadFacts } from "@/server/figures/facts";
import { getPresent } from "@/server/figures/present";
import { recordHeartbeat } from "@/server/heartbeats";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const BEGAN = NOW - 3 * 365 * DAY_MS;
const text = (at: number) => new Date(at).toISOString();

/** Hours before now, near and far. */
const hoursAgo = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 31, max: 3 * 365 * 24 - 1 }));

describe.each(databases)("since when a network is as it is, on $name", (database) => {
  it("is what its whole history says, however long nothing happened", { timeout: 120_000 }, async () => {
    const drawn = fc.record({
      stale: fc.constantFrom(null, 90),
      events: fc.array(fc.record({ ago: hoursAgo, type: fc.constantFrom("block", "unblock") }), { maxLength: 4 }),
      rounds: fc.array(hoursAgo, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(drawn, async ({ stale, events, rounds }) => {
        const context = await database.openContext({ now: NOW });
        await declareSource(context, "outlook");
        await declareNetwork(context, "main", ["192.0.2.1"], { since: BEGAN, staleAfterMinutes: stale });
        const told = events.map(({ ago, type }, index) => ({
          id: `${index}`,
          type,
          address: "192.0.2.1",
          source: "outlook",
          at: text(NOW - ago * HOUR_MS),
        }));
        await recordEvents(context, tokenOf(), told);
        for (const ago of rounds) {
          const at = text(NOW - ago * HOUR_MS);
          await recordHeartbeat(context, tokenOf(), HeartbeatBody.parse({ probe: "p", at }));
        }
        const [main] = (await getPresent(context)).networks;
        const whole = { from: BEGAN, to: NOW + 1 };
        const facts = (await loadFacts(context, [main?.id ?? 0], whole)).get(main?.id ?? 0);
        const steps = facts === undefined ? [] : healthSteps(facts, whole);
        expect(main?.since).toBe(sinceOf(steps) ?? BEGAN);
        expect(main?.notVerifiedSince).toBe(main?.figures.verified ? null : (sinceOf(steps, "verified") ?? BEGAN));
      }),
      { numRuns: 60 },
    );
  });
});
