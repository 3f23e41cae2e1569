import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Account } from "@/tests/support/desk";
import { addStaff, signIn } from "@/tests/support/desk";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import { siteOf } from "@/tests/support/site";

let server: RunningServer;
let other: RunningServer;
let account: Account;
let cookie: string;

beforeAll(async () => {
  server = await startServer({ env: { LOCALE: "en", TIME_ZONE: "Europe/Paris" } });
  // Another process on the same database.
  other = await startServer({
    env: { LOCALE: "en", TIME_ZONE: "Europe/Paris", DATABASE_URL: String(server.env.DATABASE_URL) },
  });
  account = await addStaff(server, "administrator");
  cookie = await signIn(server, account);
  await siteOf(server).network("main", 2, 2);
});

afterAll(async () => {
  await other.stop();
  await server.stop();
});

async function put(wanted: object) {
  const before = await fetch(`${server.url}/api/desk/page`, { headers: { Cookie: cookie } });
  const answer = await fetch(`${server.url}/api/desk/page`, {
    method: "PUT",
    headers: {
      Cookie: cookie,
      Origin: server.url,
      "Content-Type": "application/json",
      "If-Match": String(before.headers.get("etag")),
    },
    body: JSON.stringify({ ...(await before.json()), ...wanted }),
  });
  return answer.status;
}

/** Another process looks at the database each second, and may tell what was before for another. */
const soon = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 15_000, interval: 200 });

const get = (path: string, from = server, headers = {}) => fetch(`${from.url}${path}`, { headers, redirect: "manual" });

test("a language that is not offered leads to the site's, in every process, and comes back", async () => {
  expect((await get("/fr/incidents")).status).toBe(200);
  expect(await put({ languages: ["en"] })).toBe(200);
  for (const from of [server, other]) {
    await soon(async () => expect(await (await get("/", from)).text()).not.toMatch(/hreflang="fr"/i));
    for (const [path, to] of [
      ["/fr", "/"],
      ["/fr/incidents", "/incidents"],
      ["/fr/feed.xml", "/feed.xml"],
    ] as const) {
      const moved = await get(path, from);
      expect([moved.status, moved.headers.get("location")], path).toEqual([307, to]);
    }
    const [asked, own] = await Promise.all([get("/api/v1/status?lang=fr", from), get("/api/v1/status?lang=en", from)]);
    expect((await asked.json()).overall).toEqual((await own.json()).overall);
  }
  expect(await put({ languages: ["en", "fr"] })).toBe(200);
  await soon(async () => expect((await get("/fr", other)).status).toBe(200));
});

test("the site's language decides what stands without a prefix", async () => {
  expect(await put({ locale: "fr" })).toBe(200);
  for (const from of [server, other]) {
    await soon(async () => expect(await (await get("/", from)).text()).toContain('<html lang="fr"'));
    await soon(async () => expect(await (await get("/en", from)).text()).toContain('<html lang="en"'));
    const moved = await get("/fr", from);
    expect([moved.status, moved.headers.get("cache-control")]).toEqual([308, "no-cache"]);
    await soon(async () => expect(await (await get("/feed.xml", from)).text()).toContain("<language>fr</language>"));
  }
  expect(await put({ locale: "en" })).toBe(200);
});

test("name and zone are those of every public read, and an ETag of before does not match", async () => {
  const before = (await get("/api/v1/status", other)).headers.get("etag");
  expect(await put({ name: "Sending", timeZone: "Asia/Tokyo" })).toBe(200);
  await soon(async () => {
    const after = await get("/api/v1/status", other, { "If-None-Match": String(before) });
    expect(after.status).toBe(200);
    expect((await after.json()).page).toMatchObject({ name: "Sending", timeZone: "Asia/Tokyo" });
  });
  await soon(async () => expect(await (await get("/atom.xml", other)).text()).toContain("<name>Sending</name>"));
});

test("counts only: one 404 for whatever is looked up, but for who may read addresses", async () => {
  expect((await get("/api/v1/addresses/192.0.2.1")).status).toBe(200);
  expect(await put({ publicLookUps: false })).toBe(200);
  const answers = await Promise.all(
    ["192.0.2.1", "192.0.2.9", "nonsense"].map(async (ip) => {
      const answer = await get(`/api/v1/addresses/${ip}`, other);
      return [answer.status, await answer.text()];
    }),
  );
  expect(answers[0]?.[0]).toBe(404);
  expect(answers[0]?.[1]).toContain('"code":"unknown_address"');
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const Authorization = `Bearer ${await server.token("read")}`;
  expect((await get("/api/v1/addresses/192.0.2.1", other, { Authorization })).status).toBe(200);
});

test("what is wrong with settings is named at its place", async () => {
  for (const wrong of [
    { timeZone: "Mars/Olympus" },
    { name: " " },
    { locale: "xx" },
    { support: "javascript:alert(1)" },
    { legalLinks: [{ texts: { en: "x" }, url: "javascript:alert(1)" }] },
    { legalLinks: [{ texts: {}, url: "https://example.org" }] },
    { notice: { en: "x".repeat(5_000) } },
  ]) {
    expect(await put(wrong), JSON.stringify(wrong)).toBe(422);
  }
});
