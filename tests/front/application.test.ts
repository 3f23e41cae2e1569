import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { Application } from "@/front/application/application";
import { metricsFor } from "@/front/metrics";
import { Present } from "@/front/present";
import { unanswered } from "@/front/unavailable";
import { FakeApplication, placeOf } from "@/tests/support/fake-application";

const folder = mkdtempSync(path.join(tmpdir(), "vigie-application-"));
const socketPath = path.join(folder, "application");
let answers: (response: ServerResponse) => void;
const asked: { url: string; headers: IncomingHttpHeaders }[] = [];
const behind = createServer(({ url = "", headers }, response) => {
  asked.push({ url, headers });
  answers(response);
});
const application = new Application({ socketPath, host: "status.example.org", onWrite: () => undefined });

beforeAll(async () => {
  behind.listen(socketPath);
  await once(behind, "listening");
});
afterAll(() => {
  behind.closeAllConnections();
  behind.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked.length = 0;
  answers = (response) => response.writeHead(200, { "X-Vigie-Version": "7" }).end("body");
});

function answering(status: number, headers: Record<string, string | string[]> = {}, body = "body"): void {
  answers = (response) => response.writeHead(status, { "X-Vigie-Version": "7", ...headers }).end(body);
}

describe("what is kept", () => {
  test("is asked for by headers that are the same whoever reads", async () => {
    await application.ask({ name: "/fr/incidents", url: "/incidents", lang: "fr" }, false);
    await application.ask(placeOf("/"), true);
    expect(asked.map(({ url }) => url)).toEqual(["/incidents", "/"]);
    const own = asked.map(({ headers: { connection: _, ...headers } }) => headers);
    expect(own).toEqual([
      { host: "status.example.org", "x-vigie-lang": "fr", "x-vigie-url": "/incidents" },
      { host: "status.example.org", "x-vigie-url": "/" },
    ]);
  });

  test.each([
    [200, 7],
    [404, 7],
    [410, 7],
    [307, 7],
    [401, null],
    [429, null],
    [500, null],
    [503, null],
  ])("by its status: %i", async (status, version) => {
    answering(status);
    expect((await application.ask(placeOf("/"), false)).version).toBe(version);
  });

  test("is nothing that sets a cookie, and no header of one reader's answer", async () => {
    answering(200, { "Set-Cookie": "a=b", Link: "</a>", "X-Powered-By": "b", "Content-Language": "fr" });
    const { answer, version } = await application.ask(placeOf("/"), false);
    expect(version).toBeNull();
    expect(Object.keys(answer.headers).sort()).toEqual(["content-language", "content-security-policy"]);
  });

  test("is only what is there, where nobody knows what could be asked for", async () => {
    const image = { ...placeOf("/images/a.png"), isUnlisted: true as const };
    expect((await application.ask(image, false)).version).toBe(7);
    answering(404);
    expect((await application.ask(image, false)).version).toBeNull();
    answering(410);
    expect((await application.ask(image, false)).version).toBe(7);
  });

  test("is, of pages, for anybody, though the framework says otherwise", async () => {
    answering(200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-store" });
    const { answer } = await application.ask(placeOf("/"), false);
    expect(answer.headers["cache-control"]).toBe("public, max-age=1, stale-while-revalidate=60, stale-if-error=120");
  });
});

test("what anybody can make up a name of waits for its like, and no page waits for that", async () => {
  const held: ServerResponse[] = [];
  answers = (response) => void held.push(response);
  const image = (index: number) => ({ ...placeOf(`/images/${index}`), isUnlisted: true as const });
  const images = Array.from({ length: 103 }, (_, index) => application.ask(image(index), false));
  const settled = Promise.allSettled(images);
  await expect(images.at(-1)).rejects.toMatchObject({ code: "busy" });
  const page = application.ask(placeOf("/networks/main"), false);
  await vi.waitFor(() => expect(held).toHaveLength(3));
  const answering = setInterval(() => held.splice(0).map((response) => response.end("body")), 5);
  expect((await page).answer.status).toBe(200);
  await settled;
  clearInterval(answering);
});

describe("look-ups", () => {
  test("run eight at once, of readers who went away too, two hundred wait, and one more is sent away", async () => {
    const held: ServerResponse[] = [];
    answers = (response) => void held.push(response);
    const readers = Array.from({ length: 208 }, () => new AbortController());
    const settled = Promise.allSettled(
      readers.map(({ signal }) => application.lookUp("/address/a", null, "192.0.2.1", signal)),
    );
    await expect(
      application.lookUp("/address/b", null, "192.0.2.2", new AbortController().signal),
    ).rejects.toMatchObject({
      status: 503,
      code: "busy",
    });
    while (held.length < 8) await sleep(5);
    await sleep(50);
    expect(held).toHaveLength(8);
    expect(asked[0]?.headers["x-vigie-client"]).toBe("192.0.2.1");
    for (const reader of readers) reader.abort();
    const next = application.lookUp("/address/c", null, "192.0.2.3", new AbortController().signal);
    await sleep(50);
    // The application works on what it was asked, whoever has gone away.
    expect(asked).toHaveLength(8);
    for (const response of held.splice(0)) response.end("body");
    expect((await settled).filter(({ status }) => status === "rejected")).toHaveLength(200);
    await vi.waitFor(() => expect(held).toHaveLength(1));
    held[0]?.end("body");
    expect((await next).status).toBe(200);
    expect(asked).toHaveLength(9);
  });
});

describe("figures", () => {
  const memory = new FakeApplication().memory();
  const listing = { languages: { all: ["en"], offered: ["en"], own: "en" }, networks: [], sources: [], incidents: [] };
  const present = new Present({ listing, staleAfterMs: 1_000 });
  const measured = { memory, application, present, stream: { count: 3 } };
  const figures = async (isReady: boolean, metricsPublic: boolean, authorization?: string) => {
    const isThere = () => (isReady ? Promise.resolve() : Promise.reject(unanswered()));
    const child = { isReady, isPrompt: isReady, isThere };
    const { status, body } = await metricsFor({ ...measured, child, metricsPublic }, authorization);
    return { status, text: body.toString() };
  };

  test("of the front follow those of the application, asked in the name of who asks", async () => {
    answering(200, { "Content-Type": "text/plain" }, "# TYPE own counter\nown 1\n");
    const { text } = await figures(true, false, "Bearer token");
    expect(asked[0]?.headers.authorization).toBe("Bearer token");
    expect(text).toMatch(/^# TYPE own counter\nown 1\n# HELP vigie_front_kept_entries /);
    for (const line of text.trimEnd().split("\n")) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="\w+"\})? (-?[\d.e+-]+|NaN|\+Inf))$/);
    }
    expect(text).toContain("\nvigie_front_oldest_read_seconds 0\n");
    expect(text).toContain("\nvigie_front_streams 3\n");
    expect(text).toContain("\nvigie_front_stale 1\n");
    expect(text).toContain("\nvigie_front_silent_seconds +Inf\n");
    expect(Number(/vigie_front_resident_memory_bytes (\d+)/.exec(text)?.[1])).toBeGreaterThan(1_000_000);
  });

  test("are told to nobody whom the application refuses", async () => {
    answering(401, { "WWW-Authenticate": "Bearer" }, "no");
    expect(await figures(true, false)).toEqual({ status: 401, text: "no" });
  });

  test("are the front's alone where the application does not answer and anybody may read them, and nobody's else", async () => {
    await expect(figures(false, false, "Bearer token")).rejects.toMatchObject({ status: 503, code: "unavailable" });
    const { status, text } = await figures(false, true);
    expect(status).toBe(200);
    expect(text).toContain("\nvigie_front_application_up 0\n");
    answering(503, {}, "the database is busy");
    expect((await figures(true, true)).text).toMatch(/^# HELP vigie_front/);
    expect(await figures(true, false)).toEqual({ status: 503, text: "the database is busy" });
  });
});
