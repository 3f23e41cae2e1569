import { setImmediate } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { wordsTo } from "@/bin/serving/word";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { DAY_MS, formatInstant } from "@/domain/instant";
import type { Prisma } from "@/prisma/generated/client/client";
import type { Context } from "@/server/context";
import { healthAt } from "@/server/health";
import { recordHeartbeat } from "@/server/heartbeats";
import { getStatus } from "@/server/status";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const NETWORKS = 6;
const DAYS = 250;
const BEGAN = NOW - DAYS * DAY_MS;
const names = Array.from({ length: NETWORKS }, (_, index) => `network-${index}`);

/** Another context of the database: how many days it was told to keep, and `before` that, for which time. */
function watched(context: Context, before: (times: number) => void = () => undefined) {
  let times = 0;
  let kept = 0;
  const keep = (text: TemplateStringsArray, rows: Prisma.Sql, ...more: unknown[]) => {
    times += 1;
    before(times);
    kept += JSON.parse(String(rows.values[0])).length;
    return context.db.$executeRaw(text, rows, ...more);
  };
  const db = new Proxy(context.db, {
    get: (target, name) => (name === "$executeRaw" ? keep : Reflect.get(target, name)),
  });
  return { context: { ...context, db }, kept: () => kept };
}

describe.each(databases)("the first status of a sender with a long past, on $name", (database) => {
  let context: TestContext;

  beforeEach(async () => {
    context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    for (const [index, name] of names.entries()) {
      await declareNetwork(context, name, [`192.0.2.${index}`], { since: BEGAN });
    }
    await round(BEGAN);
    // A round each day: nothing is so quiet that it could be leapt over.
    await context.db.$executeRaw`
      INSERT INTO "Round" ("scopeId", "at", "unknownId", "receivedAt")
      SELECT r."scopeId", r."at" + d.value * 86400000, 0, r."at" FROM "Round" AS r
      CROSS JOIN json_each(${JSON.stringify(Array.from({ length: DAYS - 1 }, (_, day) => day + 1))}) AS d`;
  });

  function round(at: number) {
    return recordHeartbeat(context, tokenOf(), HeartbeatBody.parse({ probe: "p", at: formatInstant(at) }));
  }

  it("is worked out while the word is given, other reads are answered and writes are taken", async () => {
    const done: string[] = [];
    const note = (what: string) => (result: unknown) => {
      done.push(what);
      return result;
    };
    const words = wordsTo(({ version }) => version !== null && done.push("word"), context);
    const status = getStatus(context, null).then(note("status"));
    await setImmediate();
    words.tell();
    const read = healthAt(context, "network-5", { at: NOW }).then(note("read"));
    const write = round(NOW).then(note("write"));
    let turns = 0;
    while (!done.includes("status")) {
      await setImmediate();
      turns += 1;
    }
    words.stop();
    expect(done.slice(0, done.indexOf("status")).sort()).toEqual(["read", "word", "write"]);
    expect(turns).toBeGreaterThan(5);
    expect(await status).toMatchObject({ networks: names.map(() => ({ since: formatInstant(BEGAN) })) });
    await Promise.all([read, write]);
  });

  it("goes on from what was kept of one that was broken off", async () => {
    const days = () => context.db.day.count();
    const broken = watched(context, (times) => {
      if (times > 1) throw new Error("The process ends.");
    });
    await expect(getStatus(broken.context, null)).rejects.toThrow("The process ends.");
    const kept = await days();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan((NETWORKS * DAYS) / 2);
    const again = watched(context);
    const status = await getStatus(again.context, null);
    expect(again.kept()).toBe((await days()) - kept);
    expect(await days()).toBe(NETWORKS * DAYS);
    expect(status.networks.map(({ since }) => since)).toEqual(names.map(() => formatInstant(BEGAN)));
  });

  it("is worked out once, however many ask for it while the version moves", async () => {
    const counting = watched(context);
    const statuses: Promise<unknown>[] = [];
    for (let second = 0; second < 3; second += 1) {
      statuses.push(getStatus(counting.context, null));
      await setImmediate();
      await round(NOW - second);
    }
    await Promise.all(statuses);
    expect(counting.kept()).toBe(NETWORKS * DAYS);
  });
});
