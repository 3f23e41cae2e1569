import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainFile } from "@/front/last-good/plain-file";

const html = { "content-type": "text/html; charset=utf-8" };
const json = { "content-type": "application/json" };
const xml = { "content-type": "application/rss+xml" };
const fileOf = (name: string, headers: Record<string, string> = html, status = 200) =>
  plainFile(name, { status, headers, body: Buffer.alloc(0) });

describe("a kept answer lies where a web server looks for its address", () => {
  test.each([
    ["/", html, "index.html"],
    ["/fr/", html, "fr/index.html"],
    ["/networks/main", html, "networks/main/index.html"],
    ["/fr/networks/main?window=7d", html, "fr/networks/main/index.window=7d.html"],
    ["/api/v1/networks", json, "api/v1/networks/index.json"],
    ["/api/v1/networks/main", json, "api/v1/networks/main/index.json"],
    ["/api/v1/status?lang=fr", json, "api/v1/status/index.lang=fr.json"],
    ["/api/views/log?lang=fr&network=main", json, "api/views/log/index.lang=fr&network=main.json"],
    ["/api/v1/openapi.json", json, "api/v1/openapi.json"],
    ["/feed.xml", xml, "feed.xml"],
    ["/incidents/a-b/feed.xml?lang=fr", xml, "incidents/a-b/feed.lang=fr.xml"],
    ["/images/0f-64x64.png", { "content-type": "image/png" }, "images/0f-64x64.png"],
  ])("%s", (name, headers, file) => {
    expect(fileOf(name, headers)).toBe(file);
  });

  test("but for what a web server would answer with another status, or type", () => {
    for (const status of [307, 308, 404, 410]) expect(fileOf("/networks/-", html, status)).toBeNull();
    expect(fileOf("/networks/main", { "content-type": "image/png" })).toBeNull();
  });
});

describe("no name leads out of the folder, or to what is not a page's own", () => {
  const isInside = (file: string | null) =>
    file === null ||
    (!file.split("/").some((part) => part.startsWith(".")) &&
      path.posix.normalize(file) === file &&
      !path.isAbsolute(file));
  const hostile = [
    "..",
    ".",
    ".kept",
    "_next",
    "",
    "\\",
    "..\\..",
    "%2e%2e",
    "a\0b",
    "C:",
    "con.",
    "~",
    "?",
    "#",
    "a/../..",
    "é",
    " ",
  ];

  test("put together of what names are made of to get out", () => {
    const segments = fc.array(fc.oneof(fc.constantFrom(...hostile, "networks", "main", "feed.xml"), fc.string()), {
      maxLength: 6,
    });
    const query = fc.oneof(
      fc.constant(""),
      fc.string().map((text) => `?${text}`),
      fc.constant("?window=/../../x"),
    );
    fc.assert(
      fc.property(segments, query, fc.constantFrom(html, json, xml), (parts, asked, headers) => {
        const file = fileOf(`/${parts.join("/")}${asked}`, headers);
        expect(isInside(file), String(file)).toBe(true);
        expect(file?.startsWith("_next/") ?? false).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    "/../x",
    "/a/../../x",
    "/.kept/vouched.json",
    "/_next/static/x.css",
    "/a//b",
    "/networks/..",
    "/..?lang=fr",
    "x",
    "/a?b=../c",
    `/${"a".repeat(300)}`,
  ])("%s", (name) => {
    expect(fileOf(name)).toBeNull();
  });
});
