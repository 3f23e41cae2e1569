import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { DAY_MS, formatInstant } from "@/domain/instant";
import type { Context } from "@/server/context";
import { closeContext, openContext } from "@/server/context";
import { parseSettings } from "@/server/env";
import { recordEvents } from "@/server/events";
import { recordHeartbeat } from "@/server/heartbeats";
import { rebuild } from "@/server/rebuild";
import { getStatus } from "@/server/status";
import { databases, temporaryFolder } from "@/tests/support/databases";
import { tokenOf } from "@/tests/support/declarations";
import { seed } from "./seed";
import { declareAll } from "./seed/declared";
import type { Size } from "./seed/size";

const TO = Date.parse("2026-03-10T12:00:00Z");

/** Small, and cut so that blocks begin before the history and end after it. */
const SIZE: Size = {
  events: 1_000,
  networks: 2,
  sources: 20,
  addresses: 80,
  incidents: 0,
  from: TO - 100 * DAY_MS,
  to: TO,
  roundEveryMs: DAY_MS,
};

test.each(databases)(
  "a seeded history is what the product derives from the same facts on $name",
  async (database) => {
    const seeded = await seededContext();
    const written = await database.openContext({ now: TO, environment: { TIME_ZONE: "UTC" } });
    await declareAll(written, SIZE);
    await recordAll(seeded, written);
    expect(await derivedOf(seeded)).toEqual(await derivedOf(written));
    const { events } = await rebuild(seeded);
    expect(events).toBe(SIZE.events);
    expect(await derivedOf(seeded)).toEqual(await derivedOf(written));
  },
  120_000,
);

async function seededContext(): Promise<Context> {
  const url = pathToFileURL(path.join(temporaryFolder(), "vigie.db")).href;
  await seed(url, SIZE);
  const settings = parseSettings({ DATABASE_URL: url, LOG_LEVEL: "silent", TIME_ZONE: "UTC" });
  const context = openContext(settings, { clock: { now: () => TO } });
  onTestFinished(() => closeContext(context));
  return context;
}

/** Sends the seeded facts of one through the product's own writes into the other, the events from the last to the first. */
async function recordAll(from: Context, into: Context) {
  const events = await from.db.event.findMany({ include: { address: true, source: true }, orderBy: { seq: "desc" } });
  for (let start = 0; start < events.length; start += 1_000) {
    const inputs = events.slice(start, start + 1_000).map((event) => ({
      id: event.externalId,
      type: event.type,
      address: event.address.ip,
      source: event.source.slug,
      at: formatInstant(Number(event.at)),
      effect: event.effect,
      evidence: event.evidence,
    }));
    const { rejected } = await recordEvents(into, tokenOf(), inputs);
    expect(rejected).toEqual([]);
  }
  const slugs = new Map((await from.db.source.findMany()).map(({ id, slug }) => [id, slug]));
  const unknowns = new Map((await from.db.unknown.findMany()).map(({ id, bodyJson }) => [id, JSON.parse(bodyJson)]));
  const ips = new Map((await from.db.address.findMany()).map(({ id, ip }) => [id, ip]));
  for (const { at, unknownId, scope } of await from.db.round.findMany({
    include: { scope: { include: { probe: true } } },
  })) {
    const unknown: [number, number[] | null][] = unknowns.get(unknownId) ?? [];
    await recordHeartbeat(
      into,
      tokenOf(),
      HeartbeatBody.parse({
        probe: scope.probe.name,
        at: formatInstant(Number(at)),
        sources: JSON.parse(scope.sourcesJson).map((id: number) => slugs.get(id)),
        unknown: unknown.map(([source, addresses]) => ({
          source: slugs.get(source),
          addresses: addresses?.map((id) => ips.get(id)) ?? null,
        })),
      }),
    );
  }
}

async function derivedOf(context: Context) {
  const { version, ...status } = await getStatus(context, null);
  const blocks = await context.db.block.findMany({
    orderBy: [{ addressId: "asc" }, { sourceId: "asc" }, { fromAt: "asc" }],
  });
  const days = await context.db.day.findMany({ orderBy: [{ networkId: "asc" }, { at: "asc" }] });
  expect(blocks.length).toBeGreaterThan(SIZE.events / 5);
  return { status, blocks, days };
}
