import { beforeEach, describe, expect, it } from "vitest";
import { TimelineItem } from "@/domain/contract/timeline";
import { DAY_MS, HOUR_MS } from "@/domain/instant";
import { recordEvents } from "@/server/events";
import { getIncident, openIncident } from "@/server/incidents";
import { listTimeline } from "@/server/timeline";
import { editUpdate, postUpdate } from "@/server/updates";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource } from "@/tests/support/declarations";
import { admin, incidentBody, updateBody, updatePatch, writer } from "@/tests/support/incidents";
import { refusal } from "@/tests/support/refusal";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const all = { network: null, from: null, to: null, cursor: null, limit: 50 };

describe.each(databases)("the timeline on $name", (database) => {
  let context: TestContext;
  let events = 0;
  beforeEach(async () => {
    context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    const since = NOW - 400 * DAY_MS;
    await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2"], { since });
    await declareNetwork(context, "second", ["198.51.100.1"], { since });
  });
  const record = async (type: "block" | "unblock", address: string, at: string) => {
    events += 1;
    const event = { id: String(events), type, address, source: "outlook", at };
    expect((await recordEvents(context, admin, [event])).accepted).toBe(1);
  };
  /** An entry as short as a test can read it. */
  const short = (item: TimelineItem) =>
    item.kind === "update"
      ? [ago(0) === item.at ? "now" : item.at, item.bodyMarkdown]
      : [item.at, item.network, item.previous, item.health];
  const list = async (query: object = {}) => (await listTimeline(context, { ...all, ...query })).items.map(short);

  it("tells updates and measured facts in one thread, newest first, updates above facts of the same instant", async () => {
    await record("block", "192.0.2.1", ago(5 * HOUR_MS));
    await record("unblock", "192.0.2.1", ago(3 * HOUR_MS));
    const { id } = await openIncident(
      context,
      writer,
      incidentBody({ update: { at: ago(5 * HOUR_MS), bodyMarkdown: "Refused" } }),
    );
    await postUpdate(context, writer, id, updateBody({ at: ago(4 * HOUR_MS), bodyMarkdown: "First" }));
    await postUpdate(context, writer, id, updateBody({ at: ago(4 * HOUR_MS), bodyMarkdown: "Second" }));
    expect(await list()).toEqual([
      [ago(3 * HOUR_MS), "main", 50, 100],
      [ago(4 * HOUR_MS), "Second"],
      [ago(4 * HOUR_MS), "First"],
      [ago(5 * HOUR_MS), "Refused"],
      [ago(5 * HOUR_MS), "main", 100, 50],
    ]);
    const { items } = await listTimeline(context, all);
    expect(items.map((item) => TimelineItem.parse(item))).toEqual(items);
    expect(items[1]).toMatchObject({
      incident: "mail-refused",
      incidentId: id,
      incidentTitle: "Mail refused",
      impact: "minor",
      networks: ["main"],
      bodyHtml: "<p>Second</p>",
      edited: false,
    });
    expect(items[1]).toHaveProperty(
      "url",
      expect.stringMatching(/^http:\/\/localhost:3000\/incidents\/mail-refused#[0-9a-f-]{36}$/),
    );
  });

  it("tells of one network its own facts and the updates that concern it", async () => {
    await record("block", "192.0.2.1", ago(2 * HOUR_MS));
    await record("block", "198.51.100.1", ago(3 * HOUR_MS));
    await openIncident(context, writer, incidentBody({ update: { bodyMarkdown: "Main" } }));
    await openIncident(
      context,
      writer,
      incidentBody({ networks: ["main", "second"], update: { bodyMarkdown: "Both" } }),
    );
    await openIncident(context, writer, incidentBody({ networks: [], update: { bodyMarkdown: "Site" } }));
    expect(await list({ network: "second" })).toEqual([
      ["now", "Both"],
      [ago(3 * HOUR_MS), "second", 100, 0],
    ]);
    expect(await list()).toHaveLength(5);
    expect(await refusal(list({ network: "none" }))).toMatchObject({ status: 404, code: "unknown_network" });
  });

  it("is bounded by from, which is in, and to, which is not", async () => {
    for (const hours of [1, 2, 3])
      await record(hours % 2 === 1 ? "block" : "unblock", "192.0.2.1", ago(hours * HOUR_MS));
    for (const hours of [1, 2, 3]) {
      await openIncident(context, writer, incidentBody({ update: { at: ago(hours * HOUR_MS), bodyMarkdown: "x" } }));
    }
    expect(await list({ from: NOW - 2 * HOUR_MS, to: NOW - HOUR_MS })).toEqual([
      [ago(2 * HOUR_MS), "x"],
      [ago(2 * HOUR_MS), "main", 50, 100],
    ]);
    expect(await list({ to: NOW - 500 * DAY_MS })).toEqual([]);
    expect(await list({ from: -62_135_596_800_000, to: 253_402_300_799_999 })).toHaveLength(6);
    const absurd = { status: 422, code: "invalid", paths: ["/from"] };
    expect(await refusal(list({ from: NOW, to: NOW }))).toEqual(absurd);
  });

  it("goes back as far as the page asks for, however long nothing happened", async () => {
    await record("block", "192.0.2.1", ago(300 * DAY_MS));
    await record("unblock", "192.0.2.1", ago(299 * DAY_MS));
    const first = await listTimeline(context, { ...all, limit: 1 });
    expect(first.items.map(short)).toEqual([[ago(299 * DAY_MS), "main", 50, 100]]);
    const second = await listTimeline(context, { ...all, limit: 1, cursor: first.nextCursor });
    expect(second.items.map(short)).toEqual([[ago(300 * DAY_MS), "main", 100, 50]]);
    expect(second.nextCursor).toBeNull();
  });

  it("gives every entry once, in pages of any size, while others are inserted", async () => {
    for (let hour = 1; hour <= 8; hour += 1) {
      const type = hour % 2 === 0 ? "block" : "unblock";
      await record(type, "192.0.2.1", ago(hour * HOUR_MS));
      await record(type, "198.51.100.1", ago(hour * HOUR_MS));
    }
    const { id } = await openIncident(context, writer, incidentBody({ update: { at: ago(3 * HOUR_MS) } }));
    for (const hours of [3, 3, 6]) {
      await postUpdate(context, writer, id, updateBody({ at: ago(hours * HOUR_MS), bodyMarkdown: `at ${hours}` }));
    }
    const whole = await list();
    expect(whole.length).toBeGreaterThan(14);
    for (const limit of [1, 2, 5]) {
      const pages: unknown[] = [];
      for (let cursor: string | null = null, page = 0; page < 60 && (page === 0 || cursor !== null); page += 1) {
        const next: Awaited<ReturnType<typeof listTimeline>> = await listTimeline(context, { ...all, limit, cursor });
        expect(next.items.length).toBeLessThanOrEqual(limit);
        pages.push(...next.items.map(short));
        cursor = next.nextCursor;
        context.clock.advance(1);
        await openIncident(context, writer, incidentBody({ networks: [], update: { bodyMarkdown: "later" } }));
      }
      expect(pages.filter((entry) => !JSON.stringify(entry).includes("later"))).toEqual(whole);
    }
    expect(await refusal(listTimeline(context, { ...all, cursor: "W10" }))).toMatchObject({
      status: 422,
      code: "invalid",
    });
  });

  it("shows an edited update as it is now, in the reader's language", async () => {
    const body = incidentBody({
      translations: { fr: { title: "Refusé" } },
      update: { translations: { fr: { title: "Un" } }, title: "One" },
    });
    const { id, updates } = await openIncident(context, writer, body);
    await editUpdate(context, writer, id, updates[0]?.id ?? "", updatePatch({ bodyMarkdown: "Edited" }));
    const { items } = await listTimeline(context, all, "fr");
    expect(items).toMatchObject([
      { incidentTitle: "Refusé", title: "Un", titleLang: "fr", bodyMarkdown: "Edited", lang: "en", edited: true },
    ]);
  });

  it("is where an incident takes its own facts from: those of its networks while it lasted, both ends included", async () => {
    for (const [hours, type] of [
      [6, "block"],
      [5, "unblock"],
      [4, "block"],
      [3, "unblock"],
      [2, "block"],
    ] as const) {
      await record(type, "192.0.2.1", ago(hours * HOUR_MS));
    }
    await record("block", "198.51.100.1", ago(4 * HOUR_MS));
    const { id } = await openIncident(context, writer, incidentBody({ update: { at: ago(5 * HOUR_MS) } }));
    const facts = async () => (await getIncident(context, id)).measured.map(({ at, network }) => [at, network]);
    const until3 = [5, 4, 3].map((hours) => [ago(hours * HOUR_MS), "main"]).reverse();
    expect(await facts()).toEqual([[ago(2 * HOUR_MS), "main"], ...until3]);
    await postUpdate(context, writer, id, updateBody({ status: "resolved", at: ago(3 * HOUR_MS) }));
    expect(await facts()).toEqual(until3);
  });
});
