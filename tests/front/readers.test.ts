import { once } from "node:events";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import type { Site } from "@/tests/support/site";
import { siteOf } from "@/tests/support/site";

let server: RunningServer;
let site: Site;
let admin: string;

beforeAll(async () => {
  server = await startServer({
    env: { PUBLIC_URL: "https://status.example.org", TRUSTED_PROXIES: "127.0.0.1", METRICS_PUBLIC: "true" },
  });
  site = siteOf(server);
  admin = await server.token("admin");
  await site.source("outlook");
  await site.network("main", 2, 2);
  await site.look(["main"]);
});
afterAll(() => server.stop());

async function get(path: string, headers: OutgoingHttpHeaders = {}, method = "GET", body?: string) {
  const { hostname, port } = new URL(server.url);
  const sent = request({ hostname, port, path, method, headers }).end(body);
  const [answer]: IncomingMessage[] = await once(sent, "response");
  if (answer === undefined) throw new Error("No answer.");
  const bytes = Buffer.concat(await answer.toArray());
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: bytes.toString() };
}

async function figure(name: string): Promise<number> {
  const { text } = await get("/metrics");
  const value = new RegExp(`^${name} (.+)$`, "m").exec(text)?.[1];
  if (value === undefined) throw new Error(`No ${name} among the figures:\n${text}`);
  return Number(value);
}

describe("nothing of one reader reaches another:", () => {
  const oddities: [string, OutgoingHttpHeaders][] = [
    [
      "the host that they named",
      { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" },
    ],
    [
      "their cookies",
      { cookie: "next-auth.session-token=evil; __Secure-next-auth.session-token=evil; NEXT_LOCALE=fr" },
    ],
    ["their language", { "accept-language": "fr", "x-vigie-lang": "fr" }],
    ["a part that they asked for", { range: "bytes=0-9", "if-range": '"evil"' }],
    [
      "what steers the framework",
      { rsc: "1", "next-action": "evil", "x-nextjs-data": "1", "next-router-prefetch": "1" },
    ],
    ["their policy", { "content-security-policy": "script-src 'nonce-evil'" }],
    ["their token, where none counts", { authorization: "Bearer evil" }],
    ["their preconditions", { "if-match": '"evil"', "if-modified-since": "Thu, 01 Jan 2099 00:00:00 GMT" }],
    [
      "what they say they are",
      { "x-vigie-client": "evil", "x-vigie-version": "9999", "x-vigie-url": "/evil", forwarded: "for=evil" },
    ],
  ];

  // Each asks for what nobody has asked for before.
  const windows = ["24h", "7d", "30d", "90d"].flatMap((window) =>
    ["", "/fr"].map((lang) => `${lang}/networks/main?window=${window}`),
  );
  const first = [...windows, "/api/views/curve/main?window=90d"];

  test.each(oddities.map((oddity, index) => [...oddity, first[index] ?? "/"] as const))(
    "%s",
    async (_what, headers, path) => {
      const odd = await get(path, headers);
      const plain = await get(path);
      expect(odd.status).toBe(200);
      expect(odd.text).toBe(plain.text);
      expect({ ...odd.headers, date: "" }).toEqual({ ...plain.headers, date: "" });
      expect(plain.text + JSON.stringify(plain.headers)).not.toMatch(/evil|nonce-/);
      expect(plain.headers["set-cookie"]).toBeUndefined();
      expect(plain.text).toContain(path.startsWith("/fr") ? 'lang="fr"' : "");
    },
  );

  test("every address of ours on a page or in a feed is that of PUBLIC_URL", async () => {
    for (const path of [
      "/",
      "/networks/main",
      "/feed.xml",
      "/atom.xml",
      "/feed.json",
      "/api/v1/status",
      "/address/192.0.2.1",
    ]) {
      const { text } = await get(path, { host: "evil.example:8080" });
      expect(text, path).not.toMatch(/evil|127\.0\.0\.1|localhost/);
    }
  });
});

describe("a change is read", () => {
  const write = async (blocked: boolean, from: string) => {
    const at = new Date().toISOString();
    const events = [
      { id: `w${Math.random()}`, type: blocked ? "block" : "unblock", address: "192.0.2.2", source: "outlook", at },
    ];
    const headers = { authorization: `Bearer ${admin}`, "content-type": "application/json", "x-forwarded-for": from };
    const { status, text } = await get("/api/v1/events", headers, "POST", JSON.stringify(events));
    expect(status, text).toBe(200);
    return Number(JSON.parse(text).version);
  };
  const versionFor = async (from: string) =>
    Number(JSON.parse((await get("/api/v1/status", { "x-forwarded-for": from })).text).version);

  test("at once by who wrote it, from the same IPv4 address, or the same /64", async () => {
    for (const [writer, reader] of [
      ["198.51.100.1", "198.51.100.1"],
      ["2001:db8:0:7::1", "2001:db8:0:7:ffff::2"],
    ] as const) {
      for (let round = 0; round < 2; round += 1) {
        const version = await write(round % 2 === 0, writer);
        expect(await versionFor(reader)).toBeGreaterThanOrEqual(version);
      }
    }
  });

  test("soon by everybody else", async () => {
    const version = await write(true, "198.51.100.1");
    await expect.poll(() => versionFor("203.0.113.1"), { timeout: 10_000 }).toBeGreaterThanOrEqual(version);
  });
});

describe("what is asked for by nobody's link", () => {
  test("takes no memory, whatever it is", async () => {
    for (const path of [
      "/",
      "/fr",
      "/nowhere",
      "/networks/-",
      "/incidents/-",
      "/api/v1/networks/-",
      "/api/v1/incidents/-",
    ])
      await get(path);
    await get("/api/v1/sources/-");
    const [entries, asked] = [await figure("vigie_front_kept_entries"), await figure("vigie_front_look_ups_total")];
    for (let index = 10; index < 60; index += 1) {
      await Promise.all([
        get(`/?a=${index}&utm_source=${index}`),
        get(`/networks/nowhere-${index}`),
        get(`/incidents/n${index}`),
        get(`/api/v1/networks/n${index}`),
        get(`/api/v1/incidents/${index}?lang=x${index}`),
        get(`/api/v1/sources/${index}`),
        get(`/images/${index}.png`),
        get(`/images/0123456789abcdef01234567${index}-64x64.png`),
        get(`/random/${index}`),
        get(`/${index}.php`),
        get(`/fr?${index}`),
      ]);
    }
    // Meanwhile the front keeps, unasked, what a reader would need: no more than there is.
    const known = 2 * (3 + 3) + 4;
    expect(await figure("vigie_front_kept_entries")).toBeLessThanOrEqual(entries + known);
    expect(await figure("vigie_front_look_ups_total")).toBe(asked);
    expect(await figure("vigie_front_kept_bytes")).toBeLessThan(64 * 1_024 * 1_024);
    expect(await figure("vigie_front_resident_memory_bytes")).toBeGreaterThan(10_000_000);
  });

  test("is told by one and the same answer that there is nothing, in each language", async () => {
    const answers = await Promise.all(
      ["/networks/x", "/networks/etworks", "/networks/y?window=7d"].map((path) => get(path)),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.slice(0, 2).map(({ text }) => text)).size).toBe(1);
    const problem = await get("/api/v1/networks/etwork");
    expect(JSON.parse(problem.text)).toMatchObject({ status: 404, code: "unknown_network" });
    expect((await get("/fr/networks/x")).text).toContain('lang="fr"');
  });

  test("what the page itself refuses is not answered by what was kept without it", async () => {
    expect((await get("/incidents")).status).toBe(200);
    expect((await get("/incidents?before=nothing")).status).toBe(404);
    expect((await get("/networks/main?window=nothing")).status).toBe(404);
  });

  test("a network that was retired is nothing any more", async () => {
    await site.network("leaving", 3, 2);
    expect((await get("/networks/leaving")).status).toBe(200);
    await get("/api/v1/networks/leaving", { authorization: `Bearer ${admin}` }, "DELETE");
    const [gone, never] = [await get("/networks/leaving"), await get("/networks/never")];
    expect([gone.status, gone.text]).toEqual([404, never.text]);
  });

  test("look-ups are limited by client, on the page and in the API together", async () => {
    const from = (address: string) => ({ "x-forwarded-for": address });
    for (let index = 0; index < 60; index += 1) {
      const path = index < 55 ? "/api/v1/addresses/192.0.2.1" : "/address/192.0.2.1";
      expect((await get(path, from(`2001:db8:9:9::${index}`))).status).toBe(200);
    }
    const refused = await get("/api/v1/addresses/192.0.2.1", from("2001:db8:9:9:1::1"));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect((await get("/api/v1/addresses/192.0.2.1", from("2001:db8:9:8::1"))).status).toBe(200);
    const token = { ...from("2001:db8:9:9::1"), authorization: `Bearer ${await server.token("read")}` };
    expect((await get("/api/v1/addresses/192.0.2.1", token)).status).toBe(200);
  });
});
