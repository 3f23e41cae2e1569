import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import type { Ask } from "./client";
import { client, expectProblem } from "./client";

let server: RunningServer;
let ask: Ask;
let token: string;
let id: string;

beforeAll(async () => {
  server = await startServer();
  ask = client(server.url);
  token = await server.token("admin");
  await ask("PUT", "/api/v1/networks/main", { token, json: { name: "Main", addresses: ["192.0.2.0/29"] } });
  const update = { status: "investigating", bodyMarkdown: "We look." };
  const json = { title: "Refused", impact: "minor", networks: [], notify: false, update };
  id = (await ask("POST", "/api/v1/incidents", { token, json })).json.id;
});

afterAll(async () => {
  const logs = server.logs();
  await server.stop();
  expect(logs).not.toContain("nobody expected");
});

describe("A parameter that cannot be read is refused and named", () => {
  const lists = ["/api/v1/networks", "/api/v1/sources", "/api/v1/incidents", "/api/v1/timeline", "/api/v1/events"];
  const limits = ["", "0", "-1", "1001", "1.5", "ten", "1e2", "0x10", "٣", "99999999999999999999", "50%20", "%00"];
  const cursors = [
    "nonsense",
    "e30",
    "W10",
    "bnVsbA",
    "%00",
    "Infinity",
    "a".repeat(600),
    "WzEsMiwzLDQsNV0",
    "WyJ4Il0x",
  ];
  const instants = [
    "",
    "yesterday",
    "2014-07-01",
    "2014-06-31T00:00:00Z",
    "2014-06-30T23:59:60Z",
    "NaN",
    "0",
    "%00",
    "1e999",
  ];
  const slugs = ["", "Main", "a b", "-", "x".repeat(65), "%00", "__proto__", "%F0%9F%98%80"];
  const health = "/api/v1/networks/main/health";

  const cases = [
    ...lists.flatMap((path) => limits.map((value) => [path, "limit", value])),
    ...lists.flatMap((path) => cursors.map((value) => [path, "cursor", value])),
    ...["/api/v1/timeline", "/api/v1/events"].flatMap((path) =>
      ["from", "to"].flatMap((name) => instants.map((value) => [path, name, value])),
    ),
    ...["/api/v1/timeline", "/api/v1/events", "/api/v1/incidents"].flatMap((path) =>
      slugs.map((value) => [path, "network", value]),
    ),
    ...["/api/v1/events", health].flatMap((path) => slugs.map((value) => [path, "source", value])),
    ...["", "192.0.2", "nonsense", "192.0.2.0/29", "%00"].map((value) => ["/api/v1/events", "address", value]),
    ...["", "closed", "OPEN", "__proto__", "%00"].map((value) => ["/api/v1/incidents", "status", value]),
    ...["at", "from", "to"].flatMap((name) => instants.map((value) => [health, name, value])),
    ...["", "0m", "-1h", "1w", "1.5h", "h", "1", "1e3m", "9999999m", "0d", "%00"].map((value) => [
      health,
      "step",
      value,
    ]),
    ...instants.map((value) => ["/api/v1/addresses/192.0.2.1", "at", value]),
  ] as [path: string, name: string, value: string][];

  test.each(cases)("%s?%s=%s", async (path, name, value) => {
    const answer = await ask("GET", `${path}?${name}=${value}`, { token });
    expectProblem(answer, 422, "invalid");
    if (answer.json.errors !== undefined) expect(answer.json.errors[0].path).toBe(`/${name}`);
  });

  test("Of a repeated parameter the first counts", async () => {
    expect((await ask("GET", "/api/v1/networks?limit=1&limit=0")).status).toBe(200);
    expectProblem(await ask("GET", "/api/v1/networks?limit=0&limit=1"), 422, "invalid");
  });

  test.each([
    "unknown=1",
    "__proto__=1",
    "constructor=x",
    "lang=__proto__",
    "lang=",
    "lang=%00",
    "lang=zz&lang=fr",
    "%zz=%zz",
    "&&&",
    "=",
    "%F0%28",
  ])("?%s is no fault", async (query) => {
    for (const path of ["/api/v1/networks", "/api/v1/status", "/api/v1/timeline", "/api/v1/incidents"]) {
      expect((await ask("GET", `${path}?${query}`)).status, path).toBe(200);
    }
  });
});

describe("A range that makes no sense is refused", () => {
  const health = "/api/v1/networks/main/health";

  test.each([
    ["from=2014-07-02T00:00:00Z&to=2014-07-01T00:00:00Z", "invalid"],
    ["from=2014-07-01T00:00:00Z&to=2014-07-01T00:00:00Z", "invalid"],
    ["at=2014-07-01T00:00:00Z&step=1h", "invalid"],
    ["at=2900-01-01T00:00:00Z", "in_future"],
    ["from=0001-01-01T00:00:00Z&step=1m", "range_too_wide"],
    ["from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z&step=1m", "range_too_wide"],
    ["from=2000-01-01T00:00:00Z&to=2020-01-01T00:00:00Z&step=1d", "range_too_wide"],
  ])("%s", async (query, code) => {
    expectProblem(await ask("GET", `${health}?${query}`), 422, code);
  });

  test.each([
    "from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z",
    "from=0001-01-01T00:00:00Z&to=0002-01-01T00:00:00Z&step=1d",
    "from=2900-01-01T00:00:00Z&to=2900-01-02T00:00:00Z",
    "from=2900-01-01T00:00:00Z&to=2900-01-02T00:00:00Z&step=1h",
    "at=0000-01-01T00:00:00Z",
  ])("%s is absurd but harmless", async (query) => {
    expect((await ask("GET", `${health}?${query}`)).status).toBeLessThan(500);
  });
});

describe("A path that names nothing is a real 404", () => {
  const names = [
    "none",
    "MAIN",
    "ma%20in",
    "%2F",
    "a%2Fb",
    "%F0%9F%98%80",
    "__proto__",
    "constructor",
    "x".repeat(65),
    "x".repeat(3_000),
    "-",
    "'%20OR%201=1--",
  ];

  const cases = [
    ["GET", "/api/v1/networks/{}", "unknown_network"],
    ["DELETE", "/api/v1/networks/{}", "unknown_network"],
    ["GET", "/api/v1/networks/{}/health", "unknown_network"],
    ["GET", "/api/v1/sources/{}", "unknown_source"],
    ["DELETE", "/api/v1/sources/{}", "unknown_source"],
    ["GET", "/api/v1/incidents/{}", "unknown_incident"],
    ["PATCH", "/api/v1/incidents/{}", "unknown_incident"],
    ["POST", "/api/v1/incidents/{}/updates", "unknown_incident"],
    ["PATCH", "/api/v1/incidents/{}/updates/x", "unknown_incident"],
    ["PATCH", "/api/v1/incidents/{id}/updates/{}", "unknown_update"],
    ["POST", "/api/v1/incidents/{id}/updates/{}/redactions", "unknown_update"],
    ["GET", "/networks/{}/feed.xml", "unknown_network"],
    ["GET", "/incidents/{}/atom.xml", "unknown_incident"],
  ] as const;

  test.each(cases.flatMap(([method, path, code]) => names.map((name) => ({ method, path, name, code }))))(
    "$method $path of $name",
    async ({ method, path, name, code }) => {
      const asked = method === "GET" ? {} : { token, ...(method === "DELETE" ? {} : { json: {} }) };
      const answer = await ask(method, path.replace("{id}", id).replace("{}", name), asked);
      expect([404, 405, 308], answer.text).toContain(answer.status);
      if (answer.status === 404 && !name.includes(".")) expect(answer.json?.code).toBe(code);
    },
  );

  test.each(["none", "Main", "x".repeat(65)])("%s in a parameter", async (network) => {
    const code = network === "none" ? "unknown_network" : "invalid";
    for (const path of ["/api/v1/timeline", "/api/v1/incidents", "/api/v1/events"]) {
      expectProblem(await ask("GET", `${path}?network=${network}`, { token }), code === "invalid" ? 422 : 404, code);
    }
  });

  test.each(["%", "%zz", "%ff", "%00", "a%00b", "%c0%af", "%ed%a0%80"])("%s is no path at all", async (name) => {
    for (const path of [`/api/v1/networks/${name}`, `/api/v1/addresses/${name}`, `/${name}`]) {
      expect((await ask("GET", path)).status).toBe(400);
    }
  });
});

describe("An address that is none, or not ours", () => {
  test.each([
    "nonsense",
    "192.0.2",
    "192.0.2.256",
    "192.0.2.0%2F29",
    "fe80::1%25eth0",
    "::1::",
    "1e3",
    "%20",
    "0x7f000001",
  ])("%s is refused", async (ip) => {
    expectProblem(await ask("GET", `/api/v1/addresses/${ip}`, { token }), 422, "invalid");
  });

  test.each(["203.0.113.9", "2001:db8::1", "::ffff:203.0.113.9", "0.0.0.0", "::"])("%s is not ours", async (ip) => {
    expectProblem(await ask("GET", `/api/v1/addresses/${ip}`, { token }), 404, "unknown_address");
  });
});
