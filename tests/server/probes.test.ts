import { beforeEach, describe, expect, it } from "vitest";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { DAY_MS, formatInstant, MINUTE_MS } from "@/domain/instant";
import { nobody } from "@/server/actor";
import { recordHeartbeat } from "@/server/heartbeats";
import { listProbes } from "@/server/probes";
import { deleteSource } from "@/server/sources";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { administrator, declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");

describe.each(databases)("the probes on $name", (database) => {
  let context: TestContext;

  beforeEach(async () => {
    context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook", { staleAfterMinutes: 30 });
    await declareSource(context, "list", { kind: "reputation" });
    await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2"], { since: NOW - DAY_MS, staleAfterMinutes: 60 });
    await declareNetwork(context, "other", ["198.51.100.1"], { since: NOW - DAY_MS });
  });

  const beat = (at: number, body: object = {}) =>
    recordHeartbeat(context, tokenOf(), HeartbeatBody.parse({ probe: "p", at: formatInstant(at), ...body }));
  const probes = async () => (await listProbes(context, administrator, "en")).items;

  it("tell their latest round, what it covers and what stayed unknown in it", async () => {
    await beat(NOW - 20 * MINUTE_MS, { unknown: [{ source: "list" }] });
    await beat(NOW - 10 * MINUTE_MS, { unknown: [{ source: "outlook", addresses: ["192.0.2.2"] }] });
    expect(await probes()).toEqual([
      {
        name: "p",
        state: "heard",
        silentSince: null,
        believedUntil: formatInstant(NOW + 20 * MINUTE_MS),
        round: {
          at: formatInstant(NOW - 10 * MINUTE_MS),
          receivedAt: formatInstant(NOW),
          addresses: null,
          unknown: [{ source: { slug: "outlook", name: "outlook" }, addresses: 1 }],
        },
        networks: [
          { slug: "main", name: "main" },
          { slug: "other", name: "other" },
        ],
        sources: [
          { slug: "outlook", name: "outlook" },
          { slug: "list", name: "list" },
        ],
      },
    ]);
  });

  it("fall silent when what they told is believed no more, and pass for retired a month later", async () => {
    await beat(NOW);
    await beat(NOW, { probe: "q", networks: ["other"], sources: ["list"] });
    context.clock.advance(30 * MINUTE_MS);
    const [first, second] = await probes();
    expect(first).toMatchObject({ name: "p", state: "silent", silentSince: formatInstant(NOW + 30 * MINUTE_MS) });
    expect(second).toMatchObject({ name: "q", state: "heard" });
    context.clock.advance(32 * DAY_MS);
    expect((await probes()).map(({ name, state }) => [name, state])).toEqual([
      ["p", "retired"],
      ["q", "retired"],
    ]);
  });

  it("that only looked at single addresses are silent never", async () => {
    await beat(NOW, { addresses: ["192.0.2.1"] });
    context.clock.advance(2 * DAY_MS);
    expect(await probes()).toMatchObject([{ state: "asked", silentSince: null, round: { addresses: 1 } }]);
  });

  it("cover nothing that is not declared any more", async () => {
    await beat(NOW, { unknown: [{ source: "list" }] });
    await deleteSource(context, tokenOf(), "list");
    expect(await probes()).toMatchObject([{ sources: [{ slug: "outlook" }], round: { unknown: [] } }]);
  });

  it("of two rounds at one instant, what stayed unknown counts", async () => {
    await beat(NOW, { unknown: [{ source: "list" }] });
    await beat(NOW);
    expect(await probes()).toMatchObject([{ round: { unknown: [{ source: { slug: "list" }, addresses: null }] } }]);
  });

  it("are told without reading their rounds, however many there are", async () => {
    await beat(NOW);
    const { scopeId } = await context.db.round.findFirstOrThrow();
    await context.db.$executeRaw`
      INSERT INTO "Round" ("scopeId", "at", "unknownId", "receivedAt")
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
      SELECT ${scopeId}, ${BigInt(NOW)} - i * 60000, 0, ${BigInt(NOW)} FROM n`;
    await probes();
    const startedAt = performance.now();
    for (let asked = 0; asked < 10; asked += 1) await probes();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it("are for staff", async () => {
    await expect(listProbes(context, nobody, "en")).rejects.toMatchObject({ status: 401 });
    await expect(listProbes(context, tokenOf(), "en")).rejects.toMatchObject({ status: 403 });
    expect((await listProbes(context, { ...administrator, role: "editor" }, "en")).items).toEqual([]);
  });
});
