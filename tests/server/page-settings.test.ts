import { beforeEach, describe, expect, it } from "vitest";
import type { PageBody } from "@/domain/contract/desk/settings";
import { dayStart } from "@/domain/days";
import { formatInstant } from "@/domain/instant";
import type { Actor } from "@/server/actor";
import { change } from "@/server/change";
import { closeContext, openContext } from "@/server/context";
import { recordEvents } from "@/server/events";
import { healthBuckets } from "@/server/health";
import { getPage, putPage } from "@/server/page-settings";
import { savePage } from "@/server/page-settings/saving";
import { rebuild } from "@/server/rebuild";
import { getStatus } from "@/server/status";
import { currentVersion } from "@/server/version";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { administrator, declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

describe.each(databases)("saved settings of the page on $name", (database) => {
  let context: TestContext;

  beforeEach(async () => {
    context = await database.openContext();
  });

  async function put(wanted: Partial<PageBody>, ifMatch: string | null = null) {
    const { revision: _, spoken: __, ...page } = (await getPage(context, administrator)).answer;
    return putPage(context, administrator, { ...page, ...wanted }, { ifMatch });
  }

  it("begin as the environment has them, and win once saved, at once", async () => {
    expect((await getPage(context, administrator)).answer).toMatchObject({ name: "Vigie", locale: "en", revision: 0 });
    await put({ name: "Sending", locale: "fr" });
    expect(context.settings).toMatchObject({ pageName: "Sending", locale: "fr", timeZone: "Europe/Paris" });
    expect((await getStatus(context, null)).page).toMatchObject({ name: "Sending", locale: "fr" });
  });

  it("are seen by another process as soon as it looks at the version", async () => {
    const other = openContext(context.memory.settings.environment, { clock: context.clock });
    await put({ name: "Sending" });
    expect(other.settings.pageName).toBe("Vigie");
    await currentVersion(other);
    expect(other.settings.pageName).toBe("Sending");
    await put({ name: "Sent" });
    expect((await getStatus(other, null)).page.name).toBe("Sent");
    await closeContext(other);
  });

  it("move the version where they change something, and not where they do not", async () => {
    const version = await currentVersion(context);
    await put({});
    expect(await currentVersion(context)).toBe(version);
    await put({ name: "Sending" });
    expect(await currentVersion(context)).toBe(version + 1);
    await put({ name: "Sending" });
    expect(await currentVersion(context)).toBe(version + 1);
  });

  it("let nothing be shown that was made before, where they change who may look addresses up", async () => {
    await put({ name: "Sending" });
    expect(context.memory.settings.shownFrom).toBe(0n);
    await put({ publicLookUps: false });
    const { version, shownFrom } = context.memory.settings;
    expect(shownFrom).toBe(version);
    await put({ publicLookUps: false, name: "Sent" });
    expect(context.memory.settings).toMatchObject({ version: version + 1n, shownFrom });
  });

  it("hold against an environment that changes later, even where they said what it said", async () => {
    await put({});
    const later = openContext({ ...context.memory.settings.environment, pageName: "Other" });
    expect((await getPage(later, administrator)).answer.name).toBe("Vigie");
    await closeContext(later);
  });

  it("that were saved on less than all leave the rest to the environment", async () => {
    await change(context, async (tx) => ({
      result: null,
      changed: await savePage(context, tx, "command", { name: "Sending" }),
    }));
    const later = openContext({ ...context.memory.settings.environment, pageName: "Other", locale: "fr" });
    await currentVersion(later);
    expect(later.settings).toMatchObject({ pageName: "Sending", locale: "fr" });
    await closeContext(later);
  });

  it("are not kept where the transaction that saves them fails", async () => {
    const failed = change(context, async (tx) => {
      await savePage(context, tx, "command", { name: "Sending" });
      throw new Error("No.");
    });
    await expect(failed).rejects.toThrow("No.");
    expect((await getPage(context, administrator)).answer.name).toBe("Vigie");
  });

  it("are refused where somebody else was faster", async () => {
    const { etag } = await getPage(context, administrator);
    await put({ name: "Sending" }, etag);
    await expect(put({ name: "Sent" }, etag)).rejects.toMatchObject({ status: 412 });
  });

  it("offer the languages that exist, the site's among them", async () => {
    await expect(put({ locale: "xx" })).rejects.toMatchObject({ status: 422, code: "unknown_language" });
    await expect(put({ languages: ["en", "xx"] })).rejects.toMatchObject({
      errors: [{ path: "/languages/1", code: "unknown_language" }],
    });
    await expect(put({ languages: ["fr"] })).rejects.toMatchObject({ errors: [{ path: "/languages" }] });
    await put({ languages: ["en"] });
    expect(context.settings.languages).toEqual(["en"]);
    expect((await getStatus(context, "fr")).overall).toEqual((await getStatus(context, "en")).overall);
  });

  it("are for administrators alone", async () => {
    const page = (await getPage(context, administrator)).answer;
    const editor: Actor = { ...administrator, role: "editor" };
    for (const actor of [tokenOf(), editor]) {
      await expect(getPage(context, actor)).rejects.toMatchObject({ status: 403 });
      await expect(putPage(context, actor, page)).rejects.toMatchObject({ status: 403 });
    }
  });

  it("are written down as they were and as they became", async () => {
    await put({ name: "Sending" });
    const entry = await context.db.auditEntry.findFirstOrThrow();
    expect(entry).toMatchObject({ actor: "staff:administrator@example.org", action: "page.put" });
    expect([entry.beforeJson, entry.afterJson]).toEqual(['{"name":"Vigie"}', '{"name":"Sending"}']);
  });

  it("that change the zone give its days at once, in this process and in others, late events and a rebuild included", async () => {
    await declareSource(context, "outlook");
    const since = Date.parse("2026-03-04T00:00:00Z");
    await declareNetwork(context, "main", ["192.0.2.1"], { since });
    const window = { from: Date.parse("2026-03-06T00:00:00Z"), to: context.clock.now(), step: "1d" };
    const send = (type: "block" | "unblock", at: string) =>
      recordEvents(context, tokenOf(), [
        { id: at, type, address: "192.0.2.1", source: "outlook", at: formatInstant(Date.parse(at)) },
      ]);
    const other = openContext(context.memory.settings.environment, { clock: context.clock });
    await send("block", "2026-03-08T02:00:00Z");
    await send("unblock", "2026-03-08T03:00:00Z");
    await healthBuckets(context, "main", window);
    await healthBuckets(other, "main", window);

    await put({ timeZone: "America/New_York" });
    await healthBuckets(context, "main", window);
    // It has not looked since: a writer must not drop the days of the zone that it still believes in.
    await recordEvents(other, tokenOf(), [
      { id: "late", type: "block", address: "192.0.2.1", source: "outlook", at: "2026-03-07T04:30:00.000Z" },
    ]);
    await send("unblock", "2026-03-07T05:30:00Z");
    const told = [await healthBuckets(context, "main", window), await healthBuckets(other, "main", window)];
    const kept = await context.db.day.findMany();
    expect(kept.every(({ at }) => dayStart(Number(at), "America/New_York") === Number(at))).toBe(true);
    await rebuild(other);
    const right = await healthBuckets(context, "main", window);
    expect(right.buckets[1]?.from).toBe("2026-03-06T05:00:00.000Z");
    expect(told).toEqual([right, right]);
    await closeContext(other);
  });
});
