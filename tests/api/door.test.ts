import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import type { Ask } from "./client";
import { client, expectProblem } from "./client";

let server: RunningServer;
let ask: Ask;
let admin: string;
let prober: string;
let writer: string;

beforeAll(async () => {
  server = await startServer();
  ask = client(server.url);
  admin = await server.token("admin");
  prober = await server.token("events:write");
  writer = await server.token("incidents:write");
  await ask("PUT", "/api/v1/networks/main", { token: admin, json: { name: "Main", addresses: ["192.0.2.0/29"] } });
});

afterAll(() => server.stop());

const MIB = 1_024 * 1_024;
const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

function padded(bytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes).fill(0x20);
}

function streamed(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.byteLength; at += 65_536) controller.enqueue(bytes.subarray(at, at + 65_536));
      controller.close();
    },
  });
}

describe("Whoever asks", () => {
  test("without a token is told to bring one", async () => {
    const answer = await ask("POST", "/api/v1/events", { json: [] });
    expectProblem(answer, 401, "unauthorized");
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });

  test.each([
    "nonsense",
    "Bearer",
    "Bearer ",
    "Basic YTpi",
    "Bearer vigie_wrong",
    "bearer a b",
    `Bearer ${"x".repeat(5_000)}`,
  ])("with the header %.20s is refused", async (authorization) => {
    const answer = await ask("POST", "/api/v1/events", { json: [], headers: { Authorization: authorization } });
    expectProblem(answer, 401, "unauthorized");
  });

  test("with a token for something else is told which scope is missing", async () => {
    const answer = await ask("POST", "/api/v1/events", { json: [], token: writer });
    expectProblem(answer, 403, "insufficient_scope");
    expect(answer.json.detail).toContain("events:write");
  });

  test("with scope admin may do everything", async () => {
    expect((await ask("POST", "/api/v1/events", { json: [], token: admin })).status).toBe(200);
    expect((await ask("GET", "/api/v1/events", { token: admin })).status).toBe(200);
  });

  test("with a token bound to other networks is refused before the body is read", async () => {
    const bound = await server.token("admin", { name: "bound", networks: ["other"] });
    const asked = { token: bound, body: "{", type: "text/plain" };
    expectProblem(await ask("PUT", "/api/v1/networks/main", asked), 403, "not_allowed");
  });
});

describe("Of several faults the first in the contract's order is told", () => {
  const bad = { body: "not json", type: "text/plain" };

  test("401 before everything", async () => {
    expectProblem(await ask("PATCH", "/api/v1/incidents/none", bad), 401, "unauthorized");
  });
  test("403 before the path", async () => {
    expectProblem(await ask("PATCH", "/api/v1/incidents/none", { ...bad, token: prober }), 403, "insufficient_scope");
  });
  test("404 before the media type", async () => {
    expectProblem(await ask("PATCH", "/api/v1/incidents/none", { ...bad, token: writer }), 404, "unknown_incident");
    const update = "/api/v1/incidents/none/updates/none";
    expectProblem(await ask("PATCH", update, { ...bad, token: writer }), 404, "unknown_incident");
  });
  test("415 before 413", async () => {
    const asked = { body: padded(2 * MIB), type: "text/plain", token: writer };
    expectProblem(await ask("POST", "/api/v1/incidents", asked), 415, "unsupported_media_type");
  });
  test("413 before 400", async () => {
    const asked = { body: padded(257 * 1_024), type: "application/json", token: writer };
    expectProblem(await ask("POST", "/api/v1/incidents", asked), 413, "too_large");
  });
  test("400 before 422", async () => {
    const asked = { body: '{"title": 5', type: "application/json", token: writer };
    expectProblem(await ask("POST", "/api/v1/incidents", asked), 400, "malformed");
  });
  test("422 before 412", async () => {
    const asked = { json: { name: "" }, token: admin, headers: { "If-Match": '"stale"' } };
    expectProblem(await ask("PUT", "/api/v1/networks/main", asked), 422, "invalid");
  });
});

describe("A body", () => {
  const limits = [
    { path: "/api/v1/events", method: "POST", limit: 8 * MIB },
    { path: "/api/v1/networks/main", method: "PUT", limit: 8 * MIB },
    { path: "/api/v1/heartbeats", method: "POST", limit: MIB },
    { path: "/api/v1/sources/outlook", method: "PUT", limit: 256 * 1_024 },
    { path: "/api/v1/incidents", method: "POST", limit: 256 * 1_024 },
  ];

  test.each(limits)("of $method $path ends at $limit bytes, told or not", async ({ path, method, limit }) => {
    const asked = { type: "application/json", token: admin };
    expectProblem(await ask(method, path, { ...asked, body: padded(limit + 1) }), 413, "too_large");
    expectProblem(await ask(method, path, { ...asked, body: streamed(padded(limit + 1)) }), 413, "too_large");
    // One byte less is read, and is no JSON.
    expectProblem(await ask(method, path, { ...asked, body: padded(limit) }), 400, "malformed");
  });

  test.each([
    "application/json",
    "Application/JSON",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
    "application/json ; boundary=x",
    "application/x-ndjson",
  ])("of media type %s is read", async (type) => {
    expect((await ask("POST", "/api/v1/events", { token: prober, body: "[]", type })).status).not.toBe(415);
  });

  test.each([
    "text/plain",
    "application/jsonx",
    "application/problem+json",
    "application/json; charset=iso-8859-1",
    "application/json, text/plain",
    "application",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
  ])("of media type %s is not", async (type) => {
    const answer = await ask("POST", "/api/v1/events", { token: prober, body: "[]", type });
    expectProblem(answer, 415, "unsupported_media_type");
  });

  test("without a media type is not read", async () => {
    const answer = await ask("POST", "/api/v1/events", { token: prober, body: new TextEncoder().encode("[]") });
    expectProblem(answer, 415, "unsupported_media_type");
  });

  test("in lines of JSON is only for events", async () => {
    const answer = await ask("POST", "/api/v1/heartbeats", { token: prober, body: "{}", type: "application/x-ndjson" });
    expectProblem(answer, 415, "unsupported_media_type");
  });

  test("that is compressed is not read", async () => {
    const answer = await ask("POST", "/api/v1/events", {
      token: prober,
      json: [],
      headers: { "Content-Encoding": "gzip" },
    });
    expectProblem(answer, 415, "unsupported_media_type");
  });

  test("may begin with a byte order mark", async () => {
    const body = new TextEncoder().encode("\uFEFF[]");
    expect((await ask("POST", "/api/v1/events", { token: prober, body, type: "application/json" })).status).toBe(200);
  });

  test.each([
    ["nothing", ""],
    ["white space", " \n"],
    ["half an object", '{"a":'],
    ["a comment", "/* */ []"],
    ["two values", "[] []"],
    ["single quotes", "{'a': 1}"],
    ["a trailing comma", "[1,]"],
    ["NaN", "[NaN]"],
    ["a bare word", "nonsense"],
    ["nothing but brackets", "[".repeat(100_000)],
    ["a raw control character", '["\u0001"]'],
  ])("of %s is malformed", async (_, body) => {
    const asked = { token: prober, body, type: "application/json" };
    expectProblem(await ask("POST", "/api/v1/events", asked), 400, "malformed");
    expectProblem(await ask("POST", "/api/v1/heartbeats", asked), 400, "malformed");
  });

  test.each([
    ["a lone continuation byte", [0x5b, 0x22, 0x80, 0x22, 0x5d]],
    ["an overlong form", [0x5b, 0x22, 0xc0, 0xaf, 0x22, 0x5d]],
    ["a surrogate", [0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d]],
    ["UTF-16", [0xff, 0xfe, 0x5b, 0x00, 0x5d, 0x00]],
    ["a cut sequence", [0x5b, 0x22, 0xe2, 0x82]],
  ])("that is no UTF-8, by %s, is malformed", async (_, bytes) => {
    const answer = await ask("POST", "/api/v1/events", {
      token: prober,
      body: Uint8Array.from(bytes),
      type: "application/json",
    });
    expectProblem(answer, 400, "malformed");
  });

  test("nested a million levels deep harms nobody", async () => {
    const asked = { token: prober, type: "application/json" };
    expectProblem(await ask("POST", "/api/v1/events", { ...asked, body: deep(1_000_000) }), 422, "all_rejected");
    expectProblem(await ask("POST", "/api/v1/heartbeats", { ...asked, body: deep(100_000) }), 422, "invalid");
    expectProblem(
      await ask("POST", "/api/v1/events", { ...asked, body: `{"a":${deep(500_000)}}` }),
      422,
      "all_rejected",
    );
  });

  test("of lines names the line that is none", async () => {
    const body = '{"id":"a"}\n\n{"id":\n{"id":"c"}';
    const answer = await ask("POST", "/api/v1/events", { token: prober, body, type: "application/x-ndjson" });
    expectProblem(answer, 400, "malformed");
    expect(answer.json.detail).toContain("Line 3");
  });
});

describe("A wrong method", () => {
  const cases = [
    { path: "/api/v1/events", wrong: ["PUT", "PATCH", "DELETE"], allow: "GET, POST, HEAD, OPTIONS" },
    { path: "/api/v1/heartbeats", wrong: ["GET", "HEAD", "PUT"], allow: "POST, OPTIONS" },
    { path: "/api/v1/status", wrong: ["POST", "PUT", "PATCH", "DELETE"], allow: "GET, HEAD, OPTIONS" },
    { path: "/api/v1/networks/main", wrong: ["POST", "PATCH"], allow: "GET, PUT, DELETE, HEAD, OPTIONS" },
    { path: "/api/v1/incidents", wrong: ["PUT", "DELETE"], allow: "GET, POST, HEAD, OPTIONS" },
    { path: "/api/v1/incidents/x", wrong: ["POST", "DELETE"], allow: "GET, PATCH, HEAD, OPTIONS" },
    { path: "/api/v1/incidents/x/updates", wrong: ["GET", "PATCH"], allow: "POST, OPTIONS" },
    { path: "/api/v1/incidents/x/updates/y/redactions", wrong: ["GET"], allow: "POST, OPTIONS" },
    { path: "/api/v1/openapi.json", wrong: ["POST"], allow: "GET, HEAD, OPTIONS" },
  ];

  test.each(cases)("of $path is 405 and told which are right", async ({ path, wrong, allow }) => {
    for (const method of wrong) {
      const answer = await ask(method, path);
      expect(answer.status, method).toBe(405);
      if (method !== "HEAD") expectProblem(answer, 405, "method_not_allowed");
      expect(answer.headers.get("allow")?.split(", ").sort()).toEqual(allow.split(", ").sort());
    }
  });

  test.each([
    "/api",
    "/api/v1",
    "/api/v1/nothing",
    "/api/v2/summary.json",
    "/api/v1/status/x",
    "/api/v1/networks/main/x",
  ])("does not make a path of %s, which is none", async (path) => {
    for (const method of ["GET", "POST", "DELETE"]) expectProblem(await ask(method, path), 404, "not_found");
  });
});
