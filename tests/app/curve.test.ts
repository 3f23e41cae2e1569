import { describe, expect, it } from "vitest";
import { loadCurve } from "@/app/views/curve";
import { viewerOf } from "@/app/views/viewer";
import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "@/domain/instant";
import { recordEvents } from "@/server/events";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const network = { slug: "main", name: "Main" };

describe.each(databases)("the curve of a network that is blocked, on $name", (database) => {
  async function opened(told: readonly { readonly at: number; readonly type: string; readonly address: string }[]) {
    const context = await database.openContext({ now: NOW });
    await declareSource(context, "outlook");
    await declareNetwork(context, "main", ["192.0.2.0/29"], { since: NOW - 100 * DAY_MS });
    const events = told.map((event, id) => ({ ...event, id: `${id}`, source: "outlook", at: formatInstant(event.at) }));
    await recordEvents(context, tokenOf(), events);
    return viewerOf(context, "en");
  }

  const twoBlocked = (at: number) => ["192.0.2.1", "192.0.2.2"].map((address) => ({ at, type: "block", address }));

  it.each(["24h", "90d"])("ends at the figure of this very instant over %s", async (window) => {
    const { curve, table } = await loadCurve(network, window, await opened(twoBlocked(NOW)));
    expect(curve.end).toEqual({ health: 75, text: "75%" });
    expect(curve.trace).toMatch(/25$/);
    expect(curve.level).toBe("partial_outage");
    expect(table.rows.at(-1)?.slice(1)).toEqual(["13:00", "75%"]);
  });

  it.each([
    ["en", "Main, from Monday 9 March, 13:00 to Tuesday 10 March, 13:00.", "13:00"],
    ["fr", "Main, du lundi 9 mars, 13 h au mardi 10 mars, 13 h.", "13 h"],
  ])(
    "says in words until when it goes, which stay true on a page that is read later: in %s",
    async (lang, words, hour) => {
      const context = (await opened(twoBlocked(NOW - HOUR_MS))).context;
      const { curve, table } = await loadCurve(network, "24h", viewerOf(context, lang));
      expect(curve.caption.replace(/\s/g, " ")).toContain(words);
      expect(table.caption).toBe(curve.caption);
      expect(table.rows.at(-1)?.[1]?.replace(/\s/g, " ")).toBe(hour);
    },
  );

  it("ends at what is, not at the worst of the last step, where it is drawn in steps", async () => {
    const flips = Array.from({ length: 1_200 }, (_, index) => ({
      at: NOW - (1_200 - index) * MINUTE_MS,
      type: index % 2 === 0 ? "block" : "unblock",
      address: "192.0.2.1",
    }));
    const { curve, table } = await loadCurve(network, "24h", await opened(flips));
    expect(table.rows.at(-2)?.[2]).toBe("87.5%");
    expect(curve.end).toEqual({ health: 100, text: "100%" });
  });

  it("says each figure once where nothing changes at the end", async () => {
    const { curve, table } = await loadCurve(network, "24h", await opened(twoBlocked(NOW - HOUR_MS)));
    expect(curve.end).toEqual({ health: 75, text: "75%" });
    expect(table.rows).toHaveLength(2);
  });
});
