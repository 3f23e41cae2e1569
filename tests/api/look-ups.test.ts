import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import type { Ask } from "./client";
import { client, expectProblem } from "./client";

let server: RunningServer;
let ask: Ask;

beforeAll(async () => {
  server = await startServer({ env: { TRUSTED_PROXIES: "127.0.0.1,10.0.0.0/8" } });
  ask = client(server.url);
  const json = { name: "Main", addresses: ["192.0.2.0/29", "2001:db8::1"] };
  await ask("PUT", "/api/v1/networks/main", { token: await server.token("admin"), json });
});

afterAll(() => server.stop());

const lookUp = (client: string, ip = "192.0.2.1") =>
  ask("GET", `/api/v1/addresses/${ip}`, { headers: { "X-Forwarded-For": client } });

async function exhaust(client: string) {
  for (let asked = 0; asked < 60; asked += 1) expect((await lookUp(client)).status, `${asked}`).toBe(200);
  const refused = await lookUp(client);
  expectProblem(refused, 429, "too_many_requests");
  return refused;
}

test("The sixty-first look-up of a minute is refused, and told when to come back", async () => {
  const refused = await exhaust("203.0.113.1");
  const seconds = Number(refused.headers.get("retry-after"));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
});

test("Page and API count together", async () => {
  await exhaust("203.0.113.2");
  const page = await fetch(`${server.url}/address/192.0.2.1`, { headers: { "X-Forwarded-For": "203.0.113.2" } });
  expect(page.status).toBe(429);
});

test("An IPv6 client is its /64, an IPv4 client its address", async () => {
  await exhaust("2001:db8:1:2::1");
  expectProblem(await lookUp("2001:db8:1:2:ffff::9"), 429, "too_many_requests");
  expect((await lookUp("2001:db8:1:3::1")).status).toBe(200);
  await exhaust("203.0.113.3");
  expectProblem(await lookUp("::ffff:203.0.113.3"), 429, "too_many_requests");
  expect((await lookUp("203.0.113.4")).status).toBe(200);
});

test("Only what trusted proxies say of a client counts", async () => {
  await exhaust("198.51.100.7, 10.0.0.1");
  expectProblem(await lookUp("192.0.2.250, 198.51.100.7"), 429, "too_many_requests");
});

test("A token of scope read has no limit", async () => {
  const headers = { "X-Forwarded-For": "203.0.113.5" };
  await exhaust("203.0.113.5");
  const token = await server.token("read");
  for (let asked = 0; asked < 70; asked += 1) {
    expect((await ask("GET", "/api/v1/addresses/192.0.2.1", { token, headers })).status).toBe(200);
  }
});

test("An address is told in one form however it is written", async () => {
  const forms = ["2001:db8::1", "2001:DB8:0:0::1", "2001:0db8:0000:0000:0000:0000:0000:0001", "2001%3Adb8%3A%3A1"];
  for (const form of forms) expect((await lookUp("203.0.113.6", form)).json.address).toBe("2001:db8::1");
  expect((await lookUp("203.0.113.6", "::ffff:192.0.2.1")).json.address).toBe("192.0.2.1");
});
