import { describe, expect, it } from "vitest";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { HOUR_MS, MINUTE_MS } from "@/domain/instant";
import { nobody } from "@/server/actor";
import { findAddress } from "@/server/addresses";
import type { Context } from "@/server/context";
import { recordEvents } from "@/server/events";
import { recordHeartbeat } from "@/server/heartbeats";
import { networkSteps } from "@/server/history";
import { currentVersion } from "@/server/version";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");

async function declared(open: () => Promise<TestContext>): Promise<TestContext> {
  const context = await open();
  await declareSource(context, "outlook");
  await declareSource(context, "list", { kind: "reputation" });
  await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2"], {
    since: NOW - 100 * HOUR_MS,
    staleAfterMinutes: 60,
  });
  await declareNetwork(context, "second", ["198.51.100.1"], { since: NOW - 100 * HOUR_MS, staleAfterMinutes: 60 });
  return context;
}

function send(context: Context, body: object, actor = tokenOf()) {
  return recordHeartbeat(context, actor, HeartbeatBody.parse({ probe: "p", ...body }));
}

async function faults(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    ({ status, code, errors }) => ({ status, code, paths: errors?.map(({ path }: { path: string }) => path) }),
  );
}

/** How many addresses of the network are known now. */
async function knownNow(context: TestContext, slug: string): Promise<number | undefined> {
  const { id } = await context.db.network.findUniqueOrThrow({ where: { slug } });
  const now = context.clock.now();
  return (await networkSteps(context, id, { from: now, to: now + 1 }))[0]?.known;
}

describe.each(databases)("rounds on $name", (database) => {
  const open = () => declared(() => database.openContext({ now: NOW }));

  it("cover all that is declared unless they say otherwise", async () => {
    const context = await open();
    const before = await currentVersion(context);
    expect(await send(context, {})).toEqual({ version: before + 1 });
    expect([await knownNow(context, "main"), await knownNow(context, "second")]).toEqual([2, 1]);
  });

  it("speak of an address that a later declaration says was a member already", async () => {
    const context = await open();
    await send(context, { unknown: [{ source: "outlook", addresses: ["203.0.113.1"] }] });
    const since = NOW - 100 * HOUR_MS;
    await declareNetwork(context, "second", ["198.51.100.1", "203.0.113.1"], { since, staleAfterMinutes: 60 });
    expect(await knownNow(context, "second")).toBe(1);
  });

  it("make nothing ours by naming it", async () => {
    const context = await open();
    await send(context, { unknown: [{ source: "outlook", addresses: ["203.0.113.1"] }] });
    expect(await faults(findAddress(context, "203.0.113.1"))).toMatchObject({ status: 404, code: "unknown_address" });
    const event = { type: "block", address: "203.0.113.1", source: "outlook", at: "2026-03-10T12:00:00Z" };
    expect(await recordEvents(context, tokenOf(), [event])).toMatchObject({
      accepted: 0,
      rejected: [{ index: 0, code: "unknown_address" }],
    });
  });

  it("of a bound token cover its networks", async () => {
    const context = await open();
    const bound = tokenOf("bound", ["second"]);
    await send(context, {}, bound);
    expect([await knownNow(context, "main"), await knownNow(context, "second")]).toEqual([0, 1]);
    expect(await faults(send(context, { networks: ["main"], at: "2030-01-01T00:00:00Z" }, bound))).toMatchObject({
      status: 403,
      code: "not_allowed",
    });
  });

  it("say nothing of addresses that they do not list, nor of what stayed unknown", async () => {
    const context = await open();
    await send(context, { addresses: ["192.0.2.1", "203.0.113.9"] });
    expect(await knownNow(context, "main")).toBe(1);
    await send(context, { probe: "q", unknown: [{ source: "outlook", addresses: ["192.0.2.1", "203.0.113.9"] }] });
    expect(await knownNow(context, "main")).toBe(2);
    context.clock.advance(MINUTE_MS);
    await send(context, { unknown: [{ source: "outlook", addresses: ["192.0.2.1"] }, { source: "outlook" }] });
    await send(context, { probe: "q", unknown: [{ source: "outlook", addresses: ["192.0.2.1"] }] });
    expect(await knownNow(context, "main")).toBe(1);
  });

  it("cover a source by naming it as unknown", async () => {
    const context = await open();
    await send(context, { sources: [], unknown: [{ source: "outlook" }] });
    const { known } = { known: await knownNow(context, "main") };
    expect(known).toBe(0);
    expect(JSON.parse((await context.db.scope.findFirstOrThrow()).sourcesJson)).toHaveLength(1);
  });

  it("that repeat, or cover nothing, change nothing", async () => {
    const context = await open();
    const body = {
      at: "2026-03-10T11:00:00Z",
      sources: ["list", "outlook"],
      unknown: [{ source: "list", addresses: ["192.0.2.2", "192.0.2.1"] }],
    };
    const { version } = await send(context, body);
    const same = {
      at: "2026-03-10T12:00:00.0004+01:00",
      sources: ["outlook", "list", "list"],
      unknown: [
        { source: "list", addresses: ["192.0.2.1"] },
        { source: "list", addresses: ["192.0.2.2"] },
      ],
      checked: 9,
    };
    expect(await send(context, same)).toEqual({ version });
    expect(await send(context, { networks: [] })).toEqual({ version });
    expect(await send(context, { addresses: [] })).toEqual({ version });
    expect(await context.db.round.count()).toBe(1);
  });

  it("are kept once per kind, however many there are", async () => {
    const context = await open();
    for (let minutes = 0; minutes < 20; minutes += 1) {
      await send(context, {
        at: new Date(NOW - minutes * MINUTE_MS).toISOString(),
        unknown: minutes % 2 ? [{ source: "list" }] : [],
      });
    }
    expect(await context.db.round.count()).toBe(20);
    expect(await context.db.scope.count()).toBe(1);
    expect(await context.db.unknown.count()).toBe(1);
  });

  it("name every fault at its place, and store nothing then", async () => {
    const context = await open();
    const before = await currentVersion(context);
    expect(
      await faults(
        send(context, {
          sources: ["outlook", "nobody"],
          networks: ["nowhere"],
          unknown: [{ source: "outlook" }, { source: "no-one" }],
        }),
      ),
    ).toEqual({
      status: 422,
      code: "invalid",
      paths: ["/networks/0", "/sources/1", "/unknown/1/source"],
    });
    expect(await faults(send(context, { sources: ["nobody"] }))).toMatchObject({ status: 422, code: "unknown_source" });
    expect(await faults(send(context, { networks: ["nowhere"] }))).toMatchObject({
      status: 422,
      code: "unknown_network",
    });
    expect(await faults(send(context, { at: new Date(NOW + 5 * MINUTE_MS + 1).toISOString() }))).toMatchObject({
      status: 422,
      code: "in_future",
      paths: ["/at"],
    });
    expect(await faults(recordHeartbeat(context, nobody, HeartbeatBody.parse({ probe: "p" })))).toMatchObject({
      status: 401,
    });
    expect(await currentVersion(context)).toBe(before);
    expect(await context.db.probe.count()).toBe(0);
  });
});
