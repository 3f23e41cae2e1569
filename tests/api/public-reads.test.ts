import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import type { Ask } from "./client";
import { client, expectProblem } from "./client";

let server: RunningServer;
let ask: Ask;
let admin: string;

beforeAll(async () => {
  server = await startServer();
  ask = client(server.url);
  admin = await server.token("admin");
  await declare("main", ["192.0.2.0/28"]);
  await ask("PUT", "/api/v1/sources/outlook", { token: admin, json: { name: "Outlook.com", kind: "receiver" } });
  await ask("POST", "/api/v1/incidents", {
    token: admin,
    json: {
      title: "Refused",
      translations: { fr: { title: "Refusé" } },
      lang: "en",
      impact: "minor",
      networks: ["main"],
      notify: false,
      update: { status: "investigating", bodyMarkdown: "We look." },
    },
  });
});

afterAll(() => server.stop());

function declare(slug: string, addresses: unknown[], more = {}) {
  return ask("PUT", `/api/v1/networks/${slug}`, { token: admin, json: { name: slug, addresses, ...more } });
}

let events = 0;
let lastAt = 0;

/** Moves the version. */
async function postEvent(type: "block" | "unblock") {
  events += 1;
  // Of a block and an unblock at one instant the block holds.
  lastAt = Math.max(Date.now(), lastAt + 1);
  const json = { id: `e${events}`, type, address: "192.0.2.1", source: "outlook", at: new Date(lastAt).toISOString() };
  const answer = await ask("POST", "/api/v1/events", { token: admin, json });
  expect(answer.json.accepted).toBe(1);
  return answer.json.version as number;
}

const reads = [
  "/api/v1/status",
  "/api/v1/networks",
  "/api/v1/networks/main",
  "/api/v1/networks/main/health?from=2024-01-01T00:00:00Z&to=2024-01-02T00:00:00Z",
  "/api/v1/sources",
  "/api/v1/sources/outlook",
  "/api/v1/timeline",
  "/api/v1/incidents",
  "/api/v1/incidents/refused",
  "/api/v1/addresses/192.0.2.1",
  "/api/v1/openapi.json",
  "/feed.xml",
  "/atom.xml",
  "/feed.json",
  "/networks/main/feed.xml",
  "/networks/main/atom.xml",
  "/networks/main/feed.json",
  "/incidents/refused/feed.xml",
  "/incidents/refused/atom.xml",
  "/incidents/refused/feed.json",
];

describe.each(reads)("%s", (path) => {
  test("may be read by any web page, and kept for a second", async () => {
    const answer = await ask("GET", path);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("cache-control")).toBe(
      "public, max-age=1, stale-while-revalidate=60, stale-if-error=120",
    );
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.headers.get("etag")).toMatch(/^"[\w-]{20,}"$/);
  });

  test("has an ETag of its own in each encoding, and says that it depends on what the reader takes", async () => {
    const etags = new Set<string | null>();
    for (const encoding of ["identity", "gzip", "br"]) {
      const answer = await ask("GET", path, { headers: { "Accept-Encoding": encoding } });
      etags.add(answer.headers.get("etag"));
      const isLong = answer.text.length > 1_000;
      if (isLong) expect(answer.headers.get("vary")).toBe("Accept-Encoding");
      if (isLong) expect(answer.headers.get("content-encoding") ?? "identity").toBe(encoding);
      if (!isLong && answer.headers.get("content-encoding") === null) etags.add(encoding);
    }
    expect(etags.size).toBeGreaterThanOrEqual(3);
  });

  test("has an ETag that is answered by 304", async () => {
    const { headers } = await ask("GET", path);
    const etag = headers.get("etag") ?? "";
    for (const ifNoneMatch of [etag, `W/${etag}`, `"other", ${etag}`, `"a,b",W/${etag}`, "*", ` ${etag} `]) {
      const answer = await ask("GET", path, { headers: { "If-None-Match": ifNoneMatch } });
      expect(answer.status, ifNoneMatch).toBe(304);
      expect(answer.text).toBe("");
      expect(answer.headers.get("etag")).toBe(etag);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    }
    for (const ifNoneMatch of ['"other"', etag.slice(1, -1), `"${etag.slice(1, 5)}"`, ""]) {
      expect((await ask("GET", path, { headers: { "If-None-Match": ifNoneMatch } })).status, ifNoneMatch).toBe(200);
    }
  });

  test("is answered to HEAD as to GET, without its body", async () => {
    const get = await ask("GET", path);
    const head = await ask("HEAD", path);
    expect(head.status).toBe(200);
    expect(head.text).toBe("");
    for (const name of ["etag", "content-type", "cache-control", "access-control-allow-origin"]) {
      expect(head.headers.get(name), name).toBe(get.headers.get(name));
    }
    expect((await ask("HEAD", path, { headers: { "If-None-Match": "*" } })).status).toBe(304);
  });

  test("lets a browser ask first", async () => {
    const headers = { Origin: "https://example.org", "Access-Control-Request-Method": "GET" };
    const answer = await ask("OPTIONS", path, { headers });
    // Feeds and pages are simple requests, which no browser asks about: there 405 will do.
    if (!path.startsWith("/api/")) return;
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-methods")).toContain("GET");
  });
});

describe("The bytes of a public read", () => {
  test("are the same until the version moves, and new then", async () => {
    const first = await ask("GET", "/api/v1/status");
    const again = await ask("GET", "/api/v1/status?unknown=parameter&x=1");
    expect(again.text).toBe(first.text);
    const version = await postEvent("block");
    const moved = await ask("GET", "/api/v1/status");
    expect(moved.json.version).toBe(version);
    expect(moved.headers.get("etag")).not.toBe(first.headers.get("etag"));
    expect(moved.json.networks[0].blocked).toBe(1);
    await postEvent("unblock");
    expect((await ask("GET", "/api/v1/status")).json.networks[0].blocked).toBe(0);
  });

  test("are the same for all who ask at one time, while events are written", async () => {
    const seen = new Map<number, Set<string>>();
    const look = async () => {
      for (let round = 0; round < 10; round += 1) {
        const { json, text } = await ask("GET", "/api/v1/status");
        seen.set(json.version, (seen.get(json.version) ?? new Set()).add(text));
      }
    };
    const write = async () => {
      for (let round = 0; round < 10; round += 1) await postEvent(round % 2 === 0 ? "block" : "unblock");
    };
    await Promise.all([look(), look(), look(), look(), write()]);
    expect([...seen.values()].map((texts) => texts.size)).toEqual([...seen.keys()].map(() => 1));
  });

  test("differ by language, and are the original's where the language is not spoken", async () => {
    const read = async (query: string) => (await ask("GET", `/api/v1/incidents/refused${query}`)).text;
    const [original, french, unknown] = [await read(""), await read("?lang=fr"), await read("?lang=xx")];
    expect(french).toContain("Refusé");
    expect(original).not.toContain("Refusé");
    expect(unknown).toBe(original);
  });

  test("never hold addresses, labels or keys", async () => {
    await declare("labelled", [{ address: "198.51.100.1", label: "secret-label" }]);
    const json = { name: "Keyed", kind: "dnsbl", zone: "{key}.zone.example.org", zoneKey: "secret-key" };
    const keyed = await ask("PUT", "/api/v1/sources/keyed", { token: admin, json });
    const texts = [keyed.text];
    for (const path of [
      "/api/v1/networks",
      "/api/v1/networks/labelled",
      "/api/v1/sources",
      "/api/v1/sources/keyed",
      "/api/v1/status",
    ]) {
      texts.push((await ask("GET", path)).text);
    }
    texts.push((await ask("GET", "/api/v1/sources/keyed", { token: admin })).text);
    for (const text of texts) expect(text).not.toMatch(/198\.51\.100|secret-label|secret-key/);
  });
});

describe("A read with a token", () => {
  test("shows addresses, and is kept by nobody", async () => {
    const answer = await ask("GET", "/api/v1/networks/main", { token: await server.token("read") });
    expect(answer.json.addresses).toHaveLength(16);
    expect(answer.json.addresses[0]).toMatchObject({ address: "192.0.2.0", role: "sending" });
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect((await ask("GET", "/api/v1/networks/main")).json).not.toHaveProperty("addresses");
  });

  test("of another scope shows what everybody sees", async () => {
    const answer = await ask("GET", "/api/v1/networks/main", { token: await server.token("events:write") });
    expect(answer.json).not.toHaveProperty("addresses");
  });

  test("that is wrong is refused, even where none is needed", async () => {
    expectProblem(await ask("GET", "/api/v1/networks/main", { token: "vigie_wrong" }), 401, "unauthorized");
  });

  test("gives an ETag by which one writer notices another", async () => {
    const { headers, json } = await ask("GET", "/api/v1/networks/main", { token: admin });
    const etag = headers.get("etag") ?? "";
    await postEvent("block");
    const put = (ifMatch: string, name: string) =>
      ask("PUT", "/api/v1/networks/main", { token: admin, json: { ...json, name }, headers: { "If-Match": ifMatch } });
    const first = await put(etag, "First");
    expect(first.status).toBe(200);
    expectProblem(await put(etag, "Second"), 412, "precondition_failed");
    expect((await put(first.headers.get("etag") ?? "", "Third")).status).toBe(200);
    const removal = { token: admin, headers: { "If-Match": etag } };
    expectProblem(await ask("DELETE", "/api/v1/networks/main", removal), 412, "precondition_failed");
  });

  test("what GET gives can be PUT, and changes nothing", async () => {
    for (const path of ["/api/v1/networks/main", "/api/v1/sources/outlook", "/api/v1/sources/keyed"]) {
      const before = (await ask("GET", path, { token: admin })).json;
      const { version } = (await ask("GET", "/api/v1/status")).json;
      const put = await ask("PUT", path, { token: admin, json: before });
      expect(put.status).toBe(200);
      expect(put.json).toEqual(before);
      expect((await ask("GET", "/api/v1/status")).json.version).toBe(version);
    }
  });
});
