import { readdirSync, readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:http";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applicationPid } from "@/tests/support/application-process";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";

const built = path.resolve(".next/static");
const files = readdirSync(built, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith(".br"))
  .map((entry) => path.join(entry.parentPath, entry.name));
const urlOf = (file: string) => `/_next/static/${path.relative(built, file).split(path.sep).join("/")}`;
const first = (extension: string) => files.find((file) => file.endsWith(extension)) ?? "";

interface Raw {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Asks for a target as it stands: nothing tidies it on the way. */
function ask(target: string, headers: Record<string, string> = {}, method = "GET"): Promise<Raw> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: target, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on("error", reject)
      .end();
  });
}

test("every file that the pages were built with is there for good, in each encoding the very same", async () => {
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) {
    const bytes = readFileSync(file);
    const plain = await ask(urlOf(file));
    expect(plain.status, file).toBe(200);
    expect(plain.body.equals(bytes), file).toBe(true);
    expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    if (!/\.(js|css)$/.test(file) || bytes.length < 512) continue;
    const brotli = await ask(urlOf(file), { "Accept-Encoding": "gzip, deflate, br, zstd" });
    expect(brotli.headers).toMatchObject({ "content-encoding": "br", vary: "Accept-Encoding" });
    expect(brotliDecompressSync(brotli.body).equals(bytes), file).toBe(true);
    expect(brotli.body.equals(readFileSync(`${file}.br`)), "made with the pages").toBe(true);
  }
  const gzip = await ask(urlOf(first(".css")), { "Accept-Encoding": "gzip" });
  expect(gunzipSync(gzip.body).equals(readFileSync(first(".css")))).toBe(true);
});

test.each([
  [urlOf(first(".js")), "text/javascript; charset=utf-8"],
  [urlOf(first(".css")), "text/css; charset=utf-8"],
  [urlOf(first(".woff2")), "font/woff2"],
  ["/icon.svg", "image/svg+xml"],
  ["/robots.txt", "text/plain; charset=utf-8"],
])("%s bears its type, an ETag, and no more than its head where that is asked", async (target, type) => {
  const whole = await ask(target);
  expect(whole.headers).toMatchObject({ "content-type": type, "x-content-type-options": "nosniff" });
  expect(whole.headers["cache-control"]).toMatch(/^public, max-age=(3600|31536000, immutable)$/);
  const head = await ask(target, {}, "HEAD");
  expect(head.headers["content-length"]).toBe(String(whole.body.length));
  expect(head.body).toHaveLength(0);
  const known = await ask(target, { "If-None-Match": String(whole.headers.etag) });
  expect([known.status, known.body.length]).toEqual([304, 0]);
});

describe("what is no file of the pages is not there", () => {
  test.each([
    "/_next/static/chunks/none.js",
    "/_next/static/",
    "/_next/static/../../package.json",
    "/_next/static/%2e%2e/%2e%2e/package.json",
    "/_next/static/..%2f..%2fpackage.json",
    "/_next/static/chunks/..\\..\\..\\package.json",
    "/_next/static//etc/passwd",
    `${urlOf(first(".js"))}.br`,
    `${urlOf(first(".js"))}/`,
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/_next/data/none/index.json",
    "/../package.json",
    "/.env",
    "/robots.txt/",
    "/public/robots.txt",
  ])("%s", async (target) => {
    const { status, headers, body } = await ask(target);
    expect([308, 400, 404]).toContain(status);
    expect(headers["cache-control"] ?? "").not.toContain("immutable");
    expect(body.toString()).not.toMatch(/"dependencies"|root:|User-agent/);
  });
});

test("they are there while the application hangs, and so is the answer that one is not", async () => {
  const pid = applicationPid(server);
  process.kill(pid, "SIGSTOP");
  try {
    for (const target of [urlOf(first(".js")), urlOf(first(".woff2")), "/icon.svg", "/robots.txt"]) {
      expect((await ask(target)).status).toBe(200);
    }
    expect((await ask("/_next/static/chunks/none.js")).status).toBe(404);
  } finally {
    process.kill(pid, "SIGCONT");
  }
});
