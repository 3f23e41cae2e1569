import { beforeEach, describe, expect, it } from "vitest";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import type { Step } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { formatInstant, HOUR_MS } from "@/domain/instant";
import { openContext } from "@/server/context";
import { recordEvents } from "@/server/events";
import { recordHeartbeat } from "@/server/heartbeats";
import { networkSteps } from "@/server/history";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

/** Wednesday noon in Paris; the days before are of 24 hours. */
const NOW = Date.parse("2026-03-11T11:00:00Z");
const midnight = (day: number) => Date.parse(`2026-03-${String(day).padStart(2, "0")}T00:00:00+01:00`);
const WEEK = { from: midnight(4), to: NOW };

describe.each(databases)("days that are over on $name", (database) => {
  let context: TestContext;
  let first: number;
  let second: number;

  beforeEach(async () => {
    context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    await declareNetwork(context, "first", ["192.0.2.1", "192.0.2.2"], { since: midnight(4) });
    await declareNetwork(context, "second", ["198.51.100.1"], { since: midnight(4) });
    const ids = await context.db.network.findMany({ orderBy: { slug: "asc" } });
    [first = 0, second = 0] = ids.map(({ id }) => id);
  });

  function send(type: "block" | "unblock", address: string, at: Instant) {
    const event = { id: `${type} ${address} ${at}`, type, address, source: "outlook", at: formatInstant(at) };
    return recordEvents(context, tokenOf(), [event]);
  }

  async function readBoth(): Promise<Step[][]> {
    return [await networkSteps(context, first, WEEK), await networkSteps(context, second, WEEK)];
  }

  async function kept(network: number): Promise<number[]> {
    const rows = await context.db.day.findMany({ where: { networkId: network }, orderBy: { at: "asc" } });
    return rows.map(({ at }) => new Date(Number(at) + 12 * HOUR_MS).getUTCDate());
  }

  it("are kept once read, the open one is not", async () => {
    const steps = await readBoth();
    expect(await kept(first)).toEqual([4, 5, 6, 7, 8, 9, 10]);
    expect(await readBoth()).toEqual(steps);
  });

  it("are dropped where a late event changes who was blocked, and nowhere else", async () => {
    await readBoth();
    await send("block", "192.0.2.1", midnight(6) + HOUR_MS);
    expect(await kept(first)).toEqual([4, 5]);
    await readBoth();
    await send("unblock", "192.0.2.1", midnight(8));
    expect(await kept(first)).toEqual([4, 5, 6, 7]);
    await readBoth();
    await send("block", "192.0.2.1", midnight(7) + HOUR_MS);
    await send("unblock", "192.0.2.2", midnight(5));
    expect(await kept(first)).toEqual([4, 5, 6, 7, 8, 9, 10]);
    expect(await kept(second)).toEqual([4, 5, 6, 7, 8, 9, 10]);
    expect(await networkSteps(context, first, WEEK)).toMatchObject([
      { at: midnight(4), blocked: 0 },
      { at: midnight(6) + HOUR_MS, blocked: 1 },
      { at: midnight(8), blocked: 0 },
    ]);
  });

  it("are left alone by what happens today", async () => {
    await readBoth();
    await send("block", "192.0.2.1", NOW - HOUR_MS);
    await recordHeartbeat(context, tokenOf(), HeartbeatBody.parse({ probe: "p" }));
    expect(await kept(first)).toEqual([4, 5, 6, 7, 8, 9, 10]);
  });

  it("are dropped from the day of a late round on", async () => {
    await readBoth();
    const round = { probe: "p", at: formatInstant(midnight(9)), unknown: [{ source: "outlook" }] };
    await recordHeartbeat(context, tokenOf(), HeartbeatBody.parse(round));
    expect(await kept(first)).toEqual([4, 5, 6, 7, 8]);
    expect((await networkSteps(context, second, WEEK)).at(-1)).toMatchObject({ at: midnight(9), known: 0 });
  });

  it("are dropped where an address turns out to have sent longer", async () => {
    await declareNetwork(context, "third", ["203.0.113.1"], { since: midnight(8) });
    const { id } = await context.db.network.findUniqueOrThrow({ where: { slug: "third" } });
    await networkSteps(context, id, WEEK);
    await declareNetwork(context, "third", ["203.0.113.1"], { since: midnight(6) });
    const steps = await networkSteps(context, id, WEEK);
    expect(steps.map(({ at, sending }) => [at, sending])).toEqual([
      [midnight(4), 0],
      [midnight(6), 1],
    ]);
  });

  it("of another time zone are not believed", async () => {
    await send("block", "192.0.2.1", midnight(6) + HOUR_MS);
    const steps = await readBoth();
    const settings = { ...context.settings, timeZone: "America/New_York" };
    const elsewhere = openContext(settings, { clock: context.clock });
    expect(await networkSteps(elsewhere, first, WEEK)).toEqual(steps[0]);
    expect((await context.db.state.findFirstOrThrow()).timeZone).toBe("America/New_York");
    expect(await readBoth()).toEqual(steps);
    await elsewhere.db.$disconnect();
  });

  it("are told even where they cannot be kept", async () => {
    await context.db.$queryRawUnsafe("PRAGMA query_only = ON");
    const [steps] = await readBoth();
    expect(steps).toMatchObject([{ at: midnight(4), sending: 2 }]);
    expect(await kept(first)).toEqual([]);
    await context.db.$queryRawUnsafe("PRAGMA query_only = OFF");
  });
});
