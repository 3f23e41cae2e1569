import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningServer } from "@/tests/support/server";
import type { Ask } from "./client";
import { expectProblem } from "./client";
import { minutes, NOW, setStage } from "./stage";

let server: RunningServer;
let ask: Ask;
let admin: string;
let prober: string;

beforeAll(async () => {
  ({ server, ask, admin } = await setStage());
  prober = await server.token("events:write", { name: "prober" });
});

afterAll(() => server.stop());

const block = (id: string | undefined, address: string, at: string, more = {}) => ({
  ...(id === undefined ? {} : { id }),
  type: "block",
  address,
  source: "outlook",
  at,
  ...more,
});

async function post(body: unknown, type = "application/json") {
  const sent = typeof body === "string" ? { body, type } : { json: body };
  return ask("POST", "/api/v1/events", { token: prober, ...sent });
}

async function status() {
  return (await ask("GET", "/api/v1/status")).json;
}

describe("Events", () => {
  test("come one by one, in arrays, in objects and in lines", async () => {
    expect((await post(block("one", "192.0.2.0", minutes(-60)))).json).toMatchObject({ accepted: 1, rejected: [] });
    expect((await post([block("two", "192.0.2.1", minutes(-60))])).json).toMatchObject({ accepted: 1 });
    expect((await post({ events: [block("three", "192.0.2.2", minutes(-60))] })).json).toMatchObject({ accepted: 1 });
    const lines = [block("four", "192.0.2.3", minutes(-60)), block("five", "192.0.2.4", minutes(-60))];
    const text = `\n${lines.map((line) => JSON.stringify(line)).join("\r\n\n")}\n\n`;
    expect((await post(text, "application/x-ndjson")).json).toMatchObject({ accepted: 2, rejected: [] });
  });

  test("that are sent again are duplicates, and move nothing", async () => {
    const { version } = await status();
    const again = await post(block("one", "192.0.2.0", minutes(-60), { effect: "refused" }));
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ accepted: 0, duplicates: 1, rejected: [], version });
    expect((await post([])).json).toEqual({ accepted: 0, duplicates: 0, rejected: [], version });
    expect((await post("", "application/x-ndjson")).json).toMatchObject({ accepted: 0, version });
  });

  test("are judged each by itself", async () => {
    const answer = await post([
      block("six", "192.0.2.5", minutes(-60)),
      block("one", "192.0.2.1", minutes(-60)),
      { ...block("seven", "192.0.2.6", minutes(-60)), source: "nobody" },
      block("eight", "203.0.113.1", minutes(-60)),
      block("nine", "192.0.2.6", minutes(6)),
      block("ten", "192.0.2.6", "2014-06-19T23:59:59.999Z"),
      block(undefined, "192.0.2.6", minutes(-60)),
      block("three", "192.0.2.2", minutes(-60)),
    ]);
    expect(answer.status).toBe(207);
    expect(answer.json).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(answer.json.rejected.map(({ index, code }: { index: number; code: string }) => [index, code])).toEqual([
      [1, "id_conflict"],
      [2, "unknown_source"],
      [3, "unknown_address"],
      [4, "in_future"],
      [5, "before_membership"],
      [6, "invalid"],
    ]);
  });

  test("alone and without an id are given one", async () => {
    const answer = await post(block(undefined, "192.0.2.0", minutes(-30)));
    expect(answer.json).toMatchObject({ accepted: 1, ids: [expect.any(String)] });
    const list = await ask("GET", "/api/v1/events?limit=1", { token: admin });
    expect(list.json.items[0]).toMatchObject({ id: answer.json.ids[0], at: minutes(-30), effect: "refused" });
  });

  test("more than ten thousand are too many", async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => block(`many-${index}`, "192.0.2.0", minutes(-1)));
    expectProblem(await post(many), 413, "too_large");
    const lines = many.map((event) => JSON.stringify(event)).join("\n");
    expectProblem(await post(lines, "application/x-ndjson"), 413, "too_large");
    expectProblem(await post({ events: many }), 413, "too_large");
  });

  test("can be listed page by page, and inserts move no page", async () => {
    const first = await ask("GET", "/api/v1/events?limit=2", { token: admin });
    expect(first.json.items).toHaveLength(2);
    await post(block("later", "192.0.2.7", minutes(-1)));
    const ids = [...first.json.items];
    for (let cursor = first.json.nextCursor; cursor !== null; ) {
      const page = (await ask("GET", `/api/v1/events?limit=2&cursor=${cursor}`, { token: admin })).json;
      ids.push(...page.items);
      cursor = page.nextCursor;
    }
    const names = ids.map(({ id }) => id);
    expect(names).not.toContain("later");
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(7);
  });

  test("keep no local part of a mail address", async () => {
    const evidence = "550 <someone@example.org> rejected by postmaster@outlook.example";
    await post(block("mail", "192.0.2.7", minutes(-2), { evidence }));
    const { text } = await ask("GET", "/api/v1/events?from=2014-07-01T11:57:00Z&to=2014-07-01T11:58:30Z", {
      token: admin,
    });
    expect(text).toContain("***@example.org");
    expect(text).not.toContain("someone");
  });
});

describe("What was reported", () => {
  test("is unknown until a probe has looked, and then is told", async () => {
    expect((await status()).networks[0]).toMatchObject({
      health: null,
      verified: false,
      blocked: 7,
      level: "partial_outage",
    });
    const beat = { probe: "probe-7", at: minutes(-5), networks: ["main"], sources: ["outlook"], checked: 16 };
    const taken = await ask("POST", "/api/v1/heartbeats", { token: prober, json: beat });
    expect(taken.status).toBe(202);
    const [network] = (await status()).networks;
    // 8 of 15 are clear: 53.33…, floored.
    expect(network).toMatchObject({ health: 53.3, verified: true, sending: 15, blocked: 7, unknown: 0, idle: 1 });
    expect(network.verifiedAt).toBe(minutes(-5));
    const again = await ask("POST", "/api/v1/heartbeats", { token: prober, json: beat });
    expect(again.json).toEqual(taken.json);
  });

  test("has a history: points, an instant, buckets", async () => {
    const path = "/api/v1/networks/main/health";
    const { points } = (await ask("GET", `${path}?from=${minutes(-90)}&to=${NOW}`)).json;
    expect(points[0].at).toBe(minutes(-90));
    expect(points.at(-1)).toMatchObject({ health: 53.3, verified: true });
    expect((await ask("GET", `${path}?at=${minutes(-1)}`)).json).toMatchObject({ at: minutes(-1), health: 53.3 });
    const { buckets } = (await ask("GET", `${path}?from=${minutes(-90)}&to=${NOW}&step=1h`)).json;
    expect(buckets.map(({ from }: { from: string }) => from)).toEqual([minutes(-90), minutes(-60)]);
    // The round came five minutes ago: a twelfth of the hour.
    expect(buckets[1].verifiedShare).toBeCloseTo(1 / 12, 6);
    expect((await ask("GET", `${path}?source=outlook&at=${minutes(-1)}`)).json.health).toBe(53.3);
    const wide = await ask("GET", `${path}?from=2014-06-20T00:00:00Z&to=${NOW}&step=1m`);
    expectProblem(wide, 422, "range_too_wide");
    expect((await ask("GET", `${path}?from=2014-06-20T00:00:00Z&to=${NOW}&step=${wide.json.step}`)).status).toBe(200);
  });

  test("can be looked up by address, now and then", async () => {
    const now = (await ask("GET", "/api/v1/addresses/192.0.2.0")).json;
    expect(now).toMatchObject({ network: "main", role: "sending", blocked: true });
    expect(now.blocks[0]).toMatchObject({
      source: "outlook",
      counts: true,
      effect: "refused",
      since: minutes(-60),
      removalUrl: "https://example.org/delist",
    });
    const then = (await ask("GET", `/api/v1/addresses/192.0.2.0?at=${minutes(-61)}`)).json;
    expect(then).toMatchObject({ blocked: false, blocks: [] });
    expectProblem(await ask("GET", "/api/v1/addresses/192.0.2.0?at=2014-06-19T12:00:00Z"), 404, "unknown_address");
    expectProblem(await ask("GET", `/api/v1/addresses/192.0.2.0?at=${minutes(1)}`), 422, "in_future");
  });

  test("is said in the reader's language", async () => {
    const french = (await ask("GET", "/api/v1/status?lang=fr")).json;
    expect(french.networks[0].name).toBe("Réseau principal");
    expect(french.overall.headline).not.toBe((await status()).overall.headline);
    expect(french.version).toBe((await status()).version);
  });
});

describe("An instant", () => {
  test.each([
    ["2014-07-01T13:00:00+02:00", "2014-07-01T11:00:00.000Z"],
    ["2014-07-01T13:00:00 02:00", "2014-07-01T11:00:00.000Z"],
    ["2014-07-01t11:00:00z", "2014-07-01T11:00:00.000Z"],
    ["2014-07-01T11:00:00.1239Z", "2014-07-01T11:00:00.123Z"],
    ["2014-07-01T11:00:00-00:00", "2014-07-01T11:00:00.000Z"],
  ])("%s is read as %s", async (given, at) => {
    const path = "/api/v1/networks/main/health";
    // In a URL, `+` is read as a space, which is accepted.
    expect((await ask("GET", `${path}?at=${given}`)).json.at).toBe(at);
    expect((await ask("GET", `${path}?at=${encodeURIComponent(given)}`)).json.at).toBe(at);
  });
});

describe("A network that is deleted", () => {
  test("is gone from the page, and comes back by a PUT", async () => {
    const json = { name: "Other", addresses: ["198.51.100.1"] };
    const path = "/api/v1/networks/other";
    expect((await ask("PUT", path, { token: admin, json })).status).toBe(201);
    const removed = await ask("DELETE", path, { token: admin });
    expect(removed.status).toBe(204);
    expect(removed.text).toBe("");
    expectProblem(await ask("GET", path), 404, "unknown_network");
    expectProblem(await ask("DELETE", path, { token: admin }), 404, "unknown_network");
    expect((await ask("PUT", path, { token: admin, json })).status).toBe(201);
    expect((await ask("DELETE", path, { token: admin })).status).toBe(204);
  });
});
