import { describe, expect, it } from "vitest";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { SourceBody } from "@/domain/contract/source";
import { Status } from "@/domain/contract/status";
import { HOUR_MS, MINUTE_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { recordEvents } from "@/server/events";
import { recordHeartbeat } from "@/server/heartbeats";
import { putSource } from "@/server/sources";
import { getStatus } from "@/server/status";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const text = (at: number) => new Date(at).toISOString();
const ips = (n: number) => Array.from({ length: n }, (_, index) => `192.0.2.${index + 1}`);

function heartbeat(context: Context, at: number, body: object = {}) {
  return recordHeartbeat(context, tokenOf(), HeartbeatBody.parse({ probe: "p", at: text(at), ...body }));
}

function blocks(context: Context, addresses: readonly string[], source: string, at: number, change: object = {}) {
  return recordEvents(
    context,
    tokenOf(),
    addresses.map((address) => ({
      id: `${source} ${address} ${at}`,
      type: "block",
      address,
      source,
      at: text(at),
      ...change,
    })),
  );
}

describe.each(databases)("the status on $name", (database) => {
  it("tells of a page without networks that it has none", async () => {
    const context = await database.openContext({ now: NOW });
    const status = await getStatus(context, null);
    expect(Status.parse(status)).toEqual(status);
    expect(status).toMatchObject({ networks: [], overall: { measured: "unknown", declared: "none" } });
  });

  it("tells what is blocked, since when, by whom, and how much of the time", async () => {
    const context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    await declareSource(context, "list", { kind: "reputation" });
    await declareNetwork(context, "main", ips(10), {
      since: NOW - 48 * HOUR_MS,
      idle: ["198.51.100.1", "198.51.100.2"],
      staleAfterMinutes: 60,
    });
    for (let hour = 47; hour >= 0; hour -= 0.5) await heartbeat(context, NOW - hour * HOUR_MS);
    await blocks(context, ips(3), "outlook", NOW - 12 * HOUR_MS);
    await blocks(context, [...ips(1), "198.51.100.1"], "list", NOW - 6 * HOUR_MS);
    await blocks(context, ["198.51.100.1"], "outlook", NOW - 6 * HOUR_MS);
    const status = await getStatus(context, "fr");
    expect(Status.parse(status)).toEqual(status);
    expect(status.networks[0]).toMatchObject({
      slug: "main",
      health: 70,
      level: "partial_outage",
      sending: 10,
      blocked: 3,
      unknown: 0,
      idle: 2,
      idleBlocked: 1,
      verified: true,
      verifiedAt: text(NOW),
      unverifiedSince: null,
      since: text(NOW - 12 * HOUR_MS),
      availability: { "24h": 85, "7d": Math.floor(10 * ((35 * 100 + 12 * 70) / 47)) / 10 },
      sources: [
        { slug: "outlook", counts: true, blocked: 3, health: 70, verifiedAt: text(NOW) },
        { slug: "list", counts: false, blocked: 1, health: 90 },
      ],
    });
  });

  it("tells a source by its new name, and how long ago it answered as time goes on, though nothing else has changed", async () => {
    const context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    await declareNetwork(context, "main", ips(10), { since: NOW - HOUR_MS });
    await heartbeat(context, NOW - 5 * MINUTE_MS);
    const sourceOf = async () => (await getStatus(context, "en")).networks[0]?.sources[0];
    expect(await sourceOf()).toMatchObject({ name: "outlook", words: { answered: "5\u00a0min ago" } });
    await putSource(context, tokenOf(), "outlook", SourceBody.parse({ name: "Outlook", kind: "receiver" }));
    expect(await sourceOf()).toMatchObject({ name: "Outlook", words: { answered: "5\u00a0min ago" } });
    context.clock.advance(MINUTE_MS);
    await declareSource(context, "another");
    expect(await sourceOf()).toMatchObject({ name: "another", words: { answered: "none yet" } });
    const { sources = [] } = (await getStatus(context, "en")).networks[0] ?? {};
    expect(sources.find(({ slug }) => slug === "outlook")?.words.answered).toBe("6\u00a0min ago");
  });

  it("says since when a network is no longer verified, and shows it without anybody writing", async () => {
    const context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    await declareNetwork(context, "main", ips(10), { since: NOW - 72 * HOUR_MS, staleAfterMinutes: 60 });
    await heartbeat(context, NOW - 70 * HOUR_MS);
    await heartbeat(context, NOW);
    const before = await getStatus(context, null);
    expect(before.networks[0]).toMatchObject({ verified: true, health: 100, since: text(NOW) });
    context.clock.advance(HOUR_MS);
    const after = await getStatus(context, null);
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.networks[0]).toMatchObject({
      verified: false,
      health: null,
      level: "unknown",
      unverifiedSince: text(NOW + HOUR_MS),
      since: text(NOW + HOUR_MS),
      verifiedAt: text(NOW),
    });
    context.clock.advance(30 * HOUR_MS);
    await heartbeat(context, context.clock.now() - 10 * MINUTE_MS, { unknown: [{ source: "outlook" }] });
    const later = await getStatus(context, null);
    expect(later.networks[0]).toMatchObject({
      verified: false,
      unverifiedSince: text(NOW + HOUR_MS),
      verifiedAt: text(NOW),
    });
    expect(later.networks[0]?.availability).toEqual({ "24h": null, "7d": 100, "30d": 100, "90d": 100 });
  });
});
