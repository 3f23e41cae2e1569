import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import type { Ask } from "./client";
import { client, expectProblem } from "./client";

// The tests of one server run in their order: the last one takes its database away.
let server: RunningServer;
let ask: Ask;

beforeAll(async () => {
  server = await startServer();
  ask = client(server.url);
});
afterAll(() => server.stop());

test("A server that runs says so, and has no replay", async () => {
  expect((await ask("GET", "/healthz")).status).toBe(200);
  expect((await ask("HEAD", "/healthz")).status).toBe(200);
  expect((await ask("GET", "/readyz")).status).toBe(200);
  expectProblem(await ask("GET", "/replay"), 404, "not_found");
  expectProblem(await ask("POST", "/replay", { body: "{", type: "text/plain" }), 404, "not_found");
});

test("Metrics are for tokens of scope read, and tell what was asked and what is blocked", async () => {
  expectProblem(await ask("GET", "/metrics"), 401, "unauthorized");
  expectProblem(await ask("GET", "/metrics", { token: await server.token("events:write") }), 403, "insufficient_scope");
  const token = await server.token("admin");
  await ask("PUT", "/api/v1/sources/outlook", { token, json: { name: "Outlook.com", kind: "receiver" } });
  await ask("PUT", "/api/v1/networks/main", { token, json: { name: "Main", addresses: ["192.0.2.0/30"] } });
  const json = { type: "block", address: "192.0.2.1", source: "outlook", at: new Date().toISOString() };
  await ask("POST", "/api/v1/events", { token, json });
  const { text, headers } = await ask("GET", "/metrics", { token: await server.token("read") });
  expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(text).toContain("vigie_events_total 1\n");
  expect(text).toContain('vigie_network_addresses_blocked{network="main"} 1\n');
  expect(text).toContain('vigie_network_health_percent{network="main"} 75\n');
  expect(text).toContain('vigie_http_requests_total{method="POST",path="/api/v1/events",status="200"} 1\n');
  for (const line of text.trimEnd().split("\n")) {
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"]*",?)+\})? (NaN|[\d.e+-]+))$/);
  }
});

test("Metrics are public where the setting says so", async () => {
  const open = await startServer({ env: { METRICS_PUBLIC: "true" } });
  expect((await fetch(`${open.url}/metrics`)).status).toBe(200);
  await open.stop();
});

test("A server whose database is gone tells what it has kept, says so of the rest, takes nothing, and lives", async () => {
  const token = await server.token("admin");
  const json = { name: "Main", addresses: ["192.0.2.1"] };
  await ask("PUT", "/api/v1/networks/main", { token, json });
  expect((await ask("GET", "/api/v1/status")).status).toBe(200);
  for (const file of ["vigie.db", "vigie.db-wal", "vigie.db-shm"])
    rmSync(path.join(server.dataDir, file), { force: true });

  expect((await ask("GET", "/api/v1/status")).status).toBe(200);
  for (const read of [
    "/api/v1/networks",
    "/api/v1/incidents",
    "/api/v1/timeline",
    "/networks/main/feed.xml",
    "/readyz",
  ]) {
    const answer = await ask("GET", read);
    expectProblem(answer, 503, "database_unavailable");
    expect(Number(answer.headers.get("retry-after")), read).toBeGreaterThan(0);
  }
  expectProblem(await ask("GET", "/api/v1/addresses/192.0.2.1"), 503, "database_unavailable");
  expectProblem(await ask("PUT", "/api/v1/networks/main", { token, json }), 503, "database_unavailable");
  expectProblem(await ask("POST", "/api/v1/events", { token, json: [] }), 503, "database_unavailable");
  expect((await ask("GET", "/healthz")).status).toBe(200);
  expect((await ask("GET", "/api/v1/openapi.json")).status).toBe(200);
});
