import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ask } from "@/tests/api/client";
import { client, expectProblem } from "@/tests/api/client";
import { applicationPid } from "@/tests/support/application-process";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import type { Site } from "@/tests/support/site";
import { siteOf } from "@/tests/support/site";
import type { StreamReader } from "@/tests/support/stream-reader";
import { readStream } from "@/tests/support/stream-reader";

const env = { STALE_AFTER_SECONDS: "2", STREAMS_MAX: "6", STREAMS_PER_CLIENT: "3", TRUSTED_PROXIES: "127.0.0.1" };

let server: RunningServer;
let site: Site;
let ask: Ask;
let readers: StreamReader[] = [];

beforeAll(async () => {
  server = await startServer({ env });
  ask = client(server.url);
  site = siteOf(server);
  await site.source("receiver");
  await site.network("main", 2, 10);
});
afterAll(() => server.stop());

/** Ends the streams of a test; the next one has all of them to itself. */
async function endStreams() {
  for (const reader of readers) reader.close();
  readers = [];
  await sleep(100);
}

async function read(query = "", from?: string) {
  const headers = from === undefined ? {} : { "X-Forwarded-For": from };
  const reader = await readStream(`${server.url}/api/v1/stream${query}`, { headers });
  readers.push(reader);
  return reader;
}

const versionOf = async () => (await ask("GET", "/api/v1/status")).json.version as number;
const freshness = (word: string) => new RegExp(`"freshness":"${word}"`);

describe("a reader", () => {
  test.each(["", "?lang=en", "?lang=fr", "?lang=xx", "?unknown=1"])(
    "of /api/v1/stream%s gets the bytes of the status, at once and after a change",
    async (query) => {
      const reader = await read(query);
      expect(reader.headers).toMatchObject({
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "access-control-allow-origin": "*",
      });
      const first = await reader.find(() => true);
      await site.tell("block", "receiver", 2, 3);
      await site.tell("unblock", "receiver", 2, 3);
      const version = await versionOf();
      const last = await reader.find(({ id }) => Number(id) >= version);
      for (const frame of [first, last]) {
        expect(frame.event).toBe("status");
        expect(String(JSON.parse(frame.data).version)).toBe(frame.id);
      }
      expect(Number(last.id)).toBeGreaterThan(Number(first.id));
      expect(last.data).toBe((await ask("GET", `/api/v1/status${query}`)).text);
      await endStreams();
    },
  );

  test("gets no more than five frames a second while the present changes faster, none older than the one before, and the last change", async () => {
    const reader = await read();
    await reader.find(() => true);
    const startedAtMs = performance.now();
    for (let round = 0; round < 20; round += 1) {
      await site.tell(round % 2 === 0 ? "block" : "unblock", "receiver", 2, 1);
    }
    const version = await versionOf();
    const { atMs } = await reader.find(({ id }) => Number(id) >= version);
    const ids = reader.frames.map(({ id }) => Number(id));
    // A status that was made while the version moved is made once more, and may tell the same version as of a later moment.
    expect(ids).toEqual(ids.toSorted((one, other) => one - other));
    expect(ids.length).toBeLessThanOrEqual(2 + Math.ceil((atMs - startedAtMs) / 200));
    await endStreams();
  });

  test("who has heard of a version and asks for a part of the page by it gets nothing older, and a made-up one is no more than none", async () => {
    const headers = { "X-Forwarded-For": "203.0.113.7" };
    const told = async (query: string) => (await ask("GET", `/api/views/curve/main?lang=fr${query}`, { headers })).text;
    for (let round = 0; round < 5; round += 1) {
      const before = await told("");
      await site.tell(round % 2 === 0 ? "block" : "unblock", "receiver", 2, 1);
      expect(await told(`&version=${await versionOf()}`)).not.toBe(before);
    }
    expect(await told("&version=999999999999")).toBe(await told(""));
  });

  test("is answered to HEAD without a stream, lets a browser of another site ask first, and may not write", async () => {
    const head = await ask("HEAD", "/api/v1/stream");
    expect(head.status).toBe(200);
    expect(head.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const options = await ask("OPTIONS", "/api/v1/stream");
    expect(options.status).toBe(204);
    expect(options.headers.get("access-control-allow-methods")).toBe("GET, HEAD");
    const post = await ask("POST", "/api/v1/stream", { json: {} });
    expectProblem(post, 405, "method_not_allowed");
    expect(post.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    for (const { headers } of [head, options, post]) expect(headers.get("access-control-allow-origin")).toBe("*");
  });
});

describe("streams are counted", () => {
  async function expectFull(from: string) {
    const refused = await read("", from);
    expect(refused.status).toBe(503);
    expect(refused.headers).toMatchObject({
      "content-type": "application/problem+json",
      "access-control-allow-origin": "*",
    });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(JSON.parse(await refused.text())).toMatchObject({ status: 503, code: "too_many_streams" });
  }

  test.each([
    ["an IPv4 address", ["203.0.113.1", "203.0.113.1", "::ffff:203.0.113.1"], "203.0.113.1", "203.0.113.2"],
    ["the /64 of an IPv6 address", ["2001:db8::1", "2001:db8::2:1", "2001:db8::3"], "2001:db8::4", "2001:db8:0:1::1"],
  ])("for %s, and those that were left do not count", async (_who, taken, same, other) => {
    for (const from of taken) expect((await read("", from)).status).toBe(200);
    await expectFull(same);
    expect((await read("", other)).status).toBe(200);
    await endStreams();
    expect((await read("", same)).status).toBe(200);
    await endStreams();
  });

  test("in all", async () => {
    for (let at = 1; at <= 6; at += 1) expect((await read("", `203.0.113.${at}`)).status).toBe(200);
    await expectFull("203.0.113.9");
    await endStreams();
    expect((await read("", "203.0.113.9")).status).toBe(200);
    await endStreams();
  });
});

describe("while the application", () => {
  test("is silent, readers are told that nobody vouches for the status, who comes too, and once it speaks again the status", async () => {
    const reader = await read("?lang=fr");
    await reader.find(({ data }) => freshness("fresh").test(data));
    const pid = applicationPid(server);
    process.kill(pid, "SIGSTOP");
    try {
      const stale = await reader.find(({ data }) => freshness("stale").test(data));
      expect(stale.data).toBe((await ask("GET", "/api/v1/status?lang=fr")).text);
      const late = await read("?lang=fr");
      expect((await late.find(() => true)).data).toBe(stale.data);
    } finally {
      process.kill(pid, "SIGCONT");
    }
    const told = reader.frames.length;
    await reader.find((frame) => reader.frames.indexOf(frame) >= told && freshness("fresh").test(frame.data));
    await endStreams();
  });

  test("is dead, who comes gets the last known status, and once it lives again what changes", async () => {
    const known = await ask("GET", "/api/v1/status");
    const version = known.json.version as number;
    process.kill(applicationPid(server), "SIGKILL");
    const reader = await read();
    const first = await reader.find(() => true);
    expect(first.id).toBe(String(version));
    await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status, { timeout: 20_000 }).toBe(200);
    await site.tell("block", "receiver", 2, 5);
    await reader.find(({ id }) => Number(id) > version);
    await endStreams();
  });
});

test("in a replay, whose clock runs, readers get a status every second or so", async () => {
  const replay = await startServer({ replayFrom: "2014-06-24T22:00:00.000Z", env: { REPLAY_SPEED: "600" } });
  const reader = await readStream(`${replay.url}/api/v1/stream`);
  await reader.find((frame) => reader.frames.indexOf(frame) === 2);
  const times = reader.frames.map(({ data }) => JSON.parse(data).asOf);
  expect(times).toEqual(times.toSorted());
  const leaving = replay.stop();
  await reader.find(() => false).catch(() => undefined);
  expect(reader.isOver).toBe(true);
  expect(await leaving, "SIGTERM ends streams at once").toBe(0);
});
