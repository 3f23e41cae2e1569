import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "@/front/door/send";
import { Entry } from "@/front/memory/entry";

const text = `<html data-freshness="fresh">${"words and more words ".repeat(200)}data-freshness="fresh"`;
const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "public, max-age=1" };
const entries: Readonly<Record<string, Entry>> = {
  "/page": new Entry({ status: 200, headers, body: Buffer.from(text) }),
  "/short": new Entry({ status: 200, headers, body: Buffer.from("short") }),
  "/image": new Entry({ status: 200, headers: { "content-type": "image/png" }, body: Buffer.alloc(2_000) }),
  "/none": new Entry({ status: 404, headers, body: Buffer.from(text) }),
  "/moved": new Entry({ status: 307, headers: { location: "/page" }, body: Buffer.from("") }),
};
let isStale = false;
const server = createServer((asked, answer) => {
  const entry = entries[asked.url ?? ""];
  if (entry !== undefined) void send(asked, answer, entry, isStale, { "x-content-type-options": "nosniff" });
});
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => server.close());

async function get(path: string, sent: IncomingHttpHeaders = {}, method = "GET") {
  const { port } = server.address() as AddressInfo;
  const asking = request({ host: "127.0.0.1", port, path, method, headers: sent }).end();
  const [answer]: IncomingMessage[] = await once(asking, "response");
  if (answer === undefined) throw new Error("No answer.");
  const body = Buffer.concat(await answer.toArray());
  return { status: answer.statusCode, headers: answer.headers, body };
}

describe("a reader gets the encoding that they like best, of two liked equally the smaller,", () => {
  test.each([
    [undefined, undefined],
    ["", undefined],
    ["gzip, deflate, br, zstd", "br"],
    ["gzip, deflate", "gzip"],
    ["br;q=0.5, gzip;q=1.0", "gzip"],
    ["gzip;q=0.3, br;q=0.3, identity;q=0.2", "br"],
    ["gzip;q=0", undefined],
    ["*", "br"],
    ["*;q=0", undefined],
    ["br;q=0, *", "gzip"],
    ["identity", undefined],
    ["identity;q=0", undefined],
    ["identity;q=0, gzip;q=0.1", "gzip"],
    ["BR", "br"],
    ["deflate", undefined],
    ["gzip;q=nonsense", undefined],
    [";;;,,,q=", undefined],
    [`${"x, ".repeat(3_000)}gzip`, "gzip"],
  ])("%s: %s", async (accepted, encoding) => {
    const answer = await get("/page", accepted === undefined ? {} : { "accept-encoding": accepted });
    expect(answer.headers["content-encoding"]).toBe(encoding);
    expect(answer.headers.vary).toBe("Accept-Encoding");
    const decode = encoding === "br" ? brotliDecompressSync : encoding === "gzip" ? gunzipSync : (body: Buffer) => body;
    expect(decode(answer.body).toString()).toBe(text);
    expect(answer.headers["content-length"]).toBe(String(answer.body.length));
  });

  test("what gains nothing by it comes as it is, and does not vary", async () => {
    for (const path of ["/short", "/image"]) {
      const answer = await get(path, { "accept-encoding": "br, gzip" });
      expect(answer.headers["content-encoding"]).toBeUndefined();
      expect(answer.headers.vary).toBeUndefined();
    }
  });
});

test("each form has a strong ETag of its own, and no other form is taken for it", async () => {
  const etags = new Map<string, string>();
  for (const stale of [false, true]) {
    isStale = stale;
    for (const encoding of ["br", "gzip", "identity"]) {
      etags.set(`${encoding} ${stale}`, (await get("/page", { "accept-encoding": encoding })).headers.etag ?? "");
    }
  }
  isStale = false;
  expect(new Set(etags.values()).size).toBe(6);
  for (const etag of etags.values()) expect(etag).toMatch(/^"[\w-]{27}"$/);
  const gzip = etags.get("gzip false") ?? "";
  expect((await get("/page", { "accept-encoding": "br", "if-none-match": gzip })).status).toBe(200);
  expect((await get("/page", { "accept-encoding": "gzip", "if-none-match": gzip })).status).toBe(304);
});

describe("If-None-Match", () => {
  const forms: [string, (etag: string) => string, number][] = [
    ["names it", (etag) => etag, 304],
    ["names it weakly, as a proxy does that has compressed", (etag) => `W/${etag}`, 304],
    ["names it among others", (etag) => `"a", W/"b,c" ,${etag}`, 304],
    ["names anything", () => "*", 304],
    ["names another", () => '"another"', 200],
    ["is without quotes", (etag) => etag.slice(1, -1), 200],
    ["is a part of it", (etag) => `${etag.slice(0, 9)}"`, 200],
    ["is empty", () => "", 200],
    ["is nonsense", () => '"""W/*,', 200],
  ];

  test.each(forms)("that %s", async (_what, form, status) => {
    const { headers: known } = await get("/page");
    const answer = await get("/page", { "if-none-match": form(known.etag ?? "") });
    expect(answer.status).toBe(status);
    if (status === 200) return;
    expect(answer.body).toHaveLength(0);
    // RFC 9110, 15.4.5.
    expect(answer.headers).toMatchObject({
      etag: known.etag,
      vary: "Accept-Encoding",
      "cache-control": "public, max-age=1",
    });
    expect(answer.headers["content-encoding"]).toBeUndefined();
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  });

  test("never turns what is not there, or elsewhere, into something unchanged", async () => {
    expect((await get("/none", { "if-none-match": "*" })).status).toBe(404);
    expect(await get("/moved", { "if-none-match": "*" })).toMatchObject({
      status: 307,
      headers: { location: "/page" },
    });
  });
});

test("HEAD is answered like GET, its length included, without the body", async () => {
  for (const path of Object.keys(entries)) {
    for (const encoding of ["identity", "br"]) {
      const [whole, head] = await Promise.all(
        ["GET", "HEAD"].map((method) => get(path, { "accept-encoding": encoding }, method)),
      );
      expect({ ...head?.headers, date: "" }).toEqual({ ...whole?.headers, date: "" });
      expect([head?.status, head?.body.length]).toEqual([whole?.status, 0]);
    }
  }
});

describe("marked stale is", () => {
  const stale = async (type: string, body: string) => {
    const { body: bytes } = await new Entry({
      status: 200,
      headers: { "content-type": type },
      body: Buffer.from(body),
    }).variant("identity", true);
    return bytes.toString();
  };

  test("of a page the first word, which is that of its root element", async () => {
    expect(await stale("text/html; charset=utf-8", text)).toBe(text.replace('"fresh"', '"stale"'));
  });

  test("of JSON its own member, and no text in it", async () => {
    const json = JSON.stringify({ asOf: "now", freshness: "fresh", title: '"freshness":"fresh"' });
    expect(JSON.parse(await stale("application/json", json))).toMatchObject({
      freshness: "stale",
      title: '"freshness":"fresh"',
    });
    const words = JSON.stringify({ title: '"freshness":"fresh" data-freshness="fresh"' });
    expect(await stale("application/json", words)).toBe(words);
  });

  test("nothing of a feed, whatever stands in it", async () => {
    const feed = '<title>data-freshness="fresh" and "freshness":"fresh"</title>';
    expect(await stale("application/atom+xml", feed)).toBe(feed);
  });
});
