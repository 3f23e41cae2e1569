import { beforeEach, describe, expect, it } from "vitest";
import { SourceBody } from "@/domain/contract/source";
import { HOUR_MS } from "@/domain/instant";
import { findAddress } from "@/server/addresses";
import { recordEvents } from "@/server/events";
import { deleteSource, putSource } from "@/server/sources";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const DAY = 24 * HOUR_MS;
const text = (at: number) => new Date(at).toISOString();

describe.each(databases)("an address on $name", (database) => {
  let context: TestContext;
  let sent = 0;

  function send(type: string, at: number, source = "outlook", more: object = {}) {
    const event = { id: `${sent++}`, type, address: "2001:DB8:0::1", source, at: text(at), ...more };
    return recordEvents(context, tokenOf(), [event]);
  }

  beforeEach(async () => {
    context = await database.openContext({ now: NOW });
    const removal = { removalUrl: "https://example.org/remove?ip={ip}" };
    await putSource(context, tokenOf(), "outlook", SourceBody.parse({ name: "Outlook", kind: "receiver", ...removal }));
    await declareSource(context, "list", { kind: "reputation" });
    await declareNetwork(context, "main", ["2001:db8::1"], { since: NOW - 100 * DAY });
  });

  it("tells who blocks it and since when, in whatever form it is asked for", async () => {
    await send("block", NOW - 3 * DAY, "list");
    await send("block", NOW - 2 * DAY, "outlook", { effect: "deferred" });
    const answer = await findAddress(context, "2001:0db8:0000::0001");
    expect(answer).toEqual({
      address: "2001:db8::1",
      network: "main",
      role: "sending",
      blocked: true,
      blocks: [
        {
          source: "outlook",
          counts: true,
          effect: "deferred",
          since: text(NOW - 2 * DAY),
          removalRequestedAt: null,
          removalUrl: "https://example.org/remove?ip=2001%3Adb8%3A%3A1",
        },
        {
          source: "list",
          counts: false,
          effect: "refused",
          since: text(NOW - 3 * DAY),
          removalRequestedAt: null,
          removalUrl: null,
        },
      ],
      history: {
        blocks: [
          { source: "outlook", effect: "deferred", from: text(NOW - 2 * DAY), to: null },
          { source: "list", effect: "refused", from: text(NOW - 3 * DAY), to: null },
        ],
        blockedShare90d: 2 / 90,
      },
    });
  });

  it("is not blocked by sources that do not count, but they are told", async () => {
    await send("block", NOW - DAY, "list");
    expect(await findAddress(context, "2001:db8::1")).toMatchObject({
      blocked: false,
      blocks: [{ counts: false }],
      history: { blockedShare90d: 0 },
    });
  });

  it("counts time once that several sources block, and only as a member and while they count", async () => {
    await declareSource(context, "second");
    await send("block", NOW - 10 * DAY);
    await send("unblock", NOW - 8 * DAY);
    await send("block", NOW - 9 * DAY, "second");
    await send("unblock", NOW - 7 * DAY, "second");
    await send("block", NOW - 95 * DAY, "list");
    expect((await findAddress(context, "2001:db8::1")).history.blockedShare90d).toBeCloseTo(3 / 90, 12);
    expect((await findAddress(context, "2001:db8::1", NOW - 9 * DAY)).history.blockedShare90d).toBeCloseTo(1 / 90, 12);
    await declareNetwork(context, "main", []);
    context.clock.advance(85 * DAY);
    await declareNetwork(context, "main", ["2001:db8::1"]);
    context.clock.advance(DAY);
    await send("block", context.clock.now() - HOUR_MS);
    expect((await findAddress(context, "2001:db8::1")).history.blockedShare90d).toBeCloseTo(1 / 24 / 5, 12);
  });

  it("is looked up at an instant of the past, also once it is retired and the source deleted", async () => {
    await send("block", NOW - 2 * DAY);
    await send("unblock", NOW - DAY);
    await deleteSource(context, tokenOf(), "outlook");
    await declareNetwork(context, "main", []);
    await expect(findAddress(context, "2001:db8::1")).rejects.toMatchObject({ status: 404, code: "unknown_address" });
    expect(await findAddress(context, "2001:db8::1", NOW - 1.5 * DAY)).toMatchObject({
      network: "main",
      blocked: true,
    });
    expect(await findAddress(context, "2001:db8::1", NOW - DAY)).toMatchObject({ blocked: false, blocks: [] });
    await expect(findAddress(context, "2001:db8::1", NOW - 101 * DAY)).rejects.toMatchObject({
      code: "unknown_address",
    });
  });

  it("that is declared again while blocked is blocked", async () => {
    await send("block", NOW - 2 * DAY);
    await declareNetwork(context, "main", []);
    context.clock.advance(DAY);
    await declareNetwork(context, "other", ["2001:db8::1"]);
    expect(await findAddress(context, "2001:db8::1")).toMatchObject({ network: "other", blocked: true });
  });

  it("dated ahead is not blocked yet", async () => {
    await send("block", NOW + 1_000);
    expect(await findAddress(context, "2001:db8::1")).toMatchObject({ blocked: false, history: { blocks: [] } });
    context.clock.advance(1_000);
    expect(await findAddress(context, "2001:db8::1")).toMatchObject({ blocked: true });
  });

  it("bears the effect that was told by now, until a confirmation dated ahead has come", async () => {
    await send("block", NOW - HOUR_MS, "outlook", { effect: "deferred" });
    await send("block", NOW + 60_000);
    const effect = async () => (await findAddress(context, "2001:db8::1")).blocks[0]?.effect;
    expect(await effect()).toBe("deferred");
    context.clock.advance(60_000);
    expect(await effect()).toBe("refused");
  });

  it("is answered alike within a minute, though it is blocked all the while", async () => {
    await send("block", NOW - HOUR_MS);
    const first = await findAddress(context, "2001:db8::1");
    context.clock.advance(59_999);
    expect(await findAddress(context, "2001:db8::1")).toEqual(first);
    context.clock.advance(1);
    expect(await findAddress(context, "2001:db8::1")).not.toEqual(first);
  });

  it.each([
    ["192.0.2.77", "unknown_address", 404],
    ["192.0.2", "invalid", 422],
    ["fe80::1%eth0", "invalid", 422],
    [" 192.0.2.1", "invalid", 422],
    ["", "invalid", 422],
    ["x".repeat(100_000), "invalid", 422],
  ])("is refused where it is none of ours, or none: %s", async (ip, code, status) => {
    await expect(findAddress(context, ip)).rejects.toMatchObject({ code, status });
  });

  it("stays blocked in its history until a release dated ahead has come", async () => {
    await send("block", NOW - HOUR_MS);
    await send("unblock", NOW + 60_000);
    expect(await findAddress(context, "2001:db8::1")).toMatchObject({
      blocked: true,
      history: { blocks: [{ to: null }] },
    });
    context.clock.advance(60_000);
    const to = text(NOW + 60_000);
    expect(await findAddress(context, "2001:db8::1")).toMatchObject({ blocked: false, history: { blocks: [{ to }] } });
  });

  it("is not told of time ahead", async () => {
    await expect(findAddress(context, "2001:db8::1", NOW + 1)).rejects.toMatchObject({
      code: "in_future",
      status: 422,
    });
  });
});
