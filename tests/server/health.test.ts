import { beforeEach, describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "@/domain/instant";
import { recordEvents } from "@/server/events";
import { healthAt, healthBuckets, healthPoints } from "@/server/health";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const DAY = 24 * HOUR_MS;
const text = (at: number) => new Date(at).toISOString();
const YEAR_ONE = Date.parse("0001-01-01T00:00:00Z");
const FAR = Date.parse("9999-12-31T23:59:59Z");

describe.each(databases)("health on $name", (database) => {
  let context: TestContext;

  beforeEach(async () => {
    context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    await declareSource(context, "list", { kind: "reputation" });
    await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2", "192.0.2.3"], { since: NOW - 2 * DAY });
    const event = (id: number, type: string, at: number, source = "outlook") => ({
      id: `${id}`,
      type,
      address: "192.0.2.1",
      source,
      at: text(at),
    });
    await recordEvents(context, tokenOf(), [
      event(1, "block", NOW - DAY),
      event(2, "unblock", NOW - HOUR_MS),
      event(3, "block", NOW - 3 * HOUR_MS, "list"),
    ]);
  });

  it("is told at an instant, by all that counts or by one source", async () => {
    const clear = { health: 100, sending: 3, blocked: 0, unknown: 0, verified: true };
    const blocked = { health: 66.6, sending: 3, blocked: 1, unknown: 0, verified: true };
    expect(await healthAt(context, "main", { at: NOW })).toEqual({ at: text(NOW), ...clear });
    expect(await healthAt(context, "main", { at: NOW - DAY })).toEqual({ at: text(NOW - DAY), ...blocked });
    expect(await healthAt(context, "main", { at: NOW - DAY - 1 })).toMatchObject(clear);
    expect(await healthAt(context, "main", { at: NOW, source: "list" })).toMatchObject(blocked);
    expect(await healthAt(context, "main", { at: YEAR_ONE })).toMatchObject({
      health: null,
      sending: 0,
      verified: false,
    });
  });

  it("is told change by change, the last 24 hours unless told", async () => {
    const { points } = await healthPoints(context, "main", {});
    expect(points.map(({ at, health }) => [at, health])).toEqual([
      [text(NOW - DAY), 66.6],
      [text(NOW - HOUR_MS), 100],
    ]);
    const all = await healthPoints(context, "main", { from: YEAR_ONE, to: FAR });
    expect(all.points.map(({ at, health }) => [at, health])).toEqual([
      [text(YEAR_ONE), null],
      [text(NOW - 2 * DAY), 100],
      [text(NOW - DAY), 66.6],
      [text(NOW - HOUR_MS), 100],
    ]);
    const before = await healthPoints(context, "main", { to: NOW - HOUR_MS });
    expect(before.points.map(({ at }) => at)).toEqual([text(NOW - DAY - HOUR_MS), text(NOW - DAY)]);
  });

  it("is told in steps, cut to the range and to now", async () => {
    const { buckets, beganAt } = await healthBuckets(context, "main", {
      from: NOW - 90 * MINUTE_MS,
      to: NOW + DAY,
      step: "1h",
    });
    expect(beganAt).toBe(NOW - 2 * DAY);
    expect(buckets).toEqual([
      { from: text(NOW - 90 * MINUTE_MS), to: text(NOW - HOUR_MS), mean: 66.6, min: 66.6, verifiedShare: 1 },
      { from: text(NOW - HOUR_MS), to: text(NOW), mean: 100, min: 100, verifiedShare: 1 },
    ]);
    const days = await healthBuckets(context, "main", { from: NOW - 4 * DAY, step: "1d" });
    expect(days.buckets.map(({ from, mean }) => [from, mean])).toEqual([
      [text(NOW - 4 * DAY), null],
      ["2026-03-06T23:00:00.000Z", null],
      ["2026-03-07T23:00:00.000Z", 100],
      ["2026-03-08T23:00:00.000Z", expect.any(Number)],
      ["2026-03-09T23:00:00.000Z", expect.any(Number)],
    ]);
  });

  it.each([
    ["unknown_network", 404, () => healthAt(context, "nowhere", { at: NOW })],
    ["unknown_source", 404, () => healthPoints(context, "main", { source: "nobody" })],
    ["in_future", 422, () => healthAt(context, "main", { at: NOW + 1 })],
    ["in_future", 422, () => healthPoints(context, "main", { from: NOW, to: FAR })],
    ["invalid", 422, () => healthPoints(context, "main", { from: NOW - 5, to: NOW - 5 })],
    ["invalid", 422, () => healthPoints(context, "main", { from: FAR })],
    ["invalid", 422, () => healthBuckets(context, "main", { step: "1w" })],
  ])("refuses with %s", async (code, status, ask) => {
    await expect(ask()).rejects.toMatchObject({ code, status });
  });

  it("names a step that fits where a range has too many entries", async () => {
    for (const range of [{ from: NOW - 30 * DAY }, { from: YEAR_ONE }]) {
      const refusal = await healthBuckets(context, "main", { ...range, step: "1m" }).catch((error) => error);
      expect(refusal).toMatchObject({ code: "range_too_wide", status: 422, members: { step: expect.any(String) } });
      const { buckets } = await healthBuckets(context, "main", { ...range, step: refusal.members.step });
      expect(buckets.length).toBeLessThanOrEqual(5_000);
    }
  });

  it("refuses more than 5,000 changes, and takes 5,000", async () => {
    await context.db.event.deleteMany();
    await context.db.block.deleteMany();
    const flip = (index: number) => ({
      id: `f${index}`,
      type: index % 2 ? "unblock" : "block",
      address: "192.0.2.2",
      source: "outlook",
      at: text(NOW - 6_000 + index),
    });
    await recordEvents(
      context,
      tokenOf(),
      Array.from({ length: 4_999 }, (_, index) => flip(index)),
    );
    expect((await healthPoints(context, "main", {})).points).toHaveLength(5_000);
    await recordEvents(context, tokenOf(), [flip(4_999)]);
    await expect(healthPoints(context, "main", {})).rejects.toMatchObject({
      code: "range_too_wide",
      members: { step: "1m" },
    });
  });
});
