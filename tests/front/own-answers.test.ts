import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { unanswered } from "@/front/unavailable";
import { ask, openDoor } from "@/tests/support/front-door";

const from = (address: string) => ({ headers: { "x-forwarded-for": address } });
const nothing = () => undefined;
const child = { isThere: () => Promise.reject(unanswered()) };

test("that the process lives is told whatever is waited for", async () => {
  const door = await openDoor(nothing, { child });
  vi.spyOn(door.present, "hasWriters", "get").mockReturnValue(true);
  vi.spyOn(door.present, "versionOfWriter").mockReturnValue(new Promise(() => undefined));
  for (const target of ["/healthz", "/healthz?probe", "/fr/healthz", "http://status.example.org/healthz"]) {
    const { status, text, headers } = await ask(door, target).answered;
    expect([status, text, headers["x-content-type-options"]], target).toEqual([200, "ok\n", "nosniff"]);
  }
});

test.each([
  "/_next/static/chunks/gone.js",
  "/_next/static/css/gone.css?dpl=1",
  "/_next/image?url=a",
  "/_next/data/a.json",
])("%s, which no version has any more, is told to be gone while the application is away", async (target) => {
  const door = await openDoor(nothing, { child });
  const { status, text } = await ask(door, target, { headers: { accept: "text/html,*/*" } }).answered;
  expect([status, JSON.parse(text).code]).toEqual([404, "not_found"]);
});

test.each([
  ["POST", "/api/v1/events"],
  ["GET", "/api/v1/addresses/192.0.2.1"],
  ["GET", "/desk"],
  ["GET", "/readyz"],
  ["GET", "/_next/static/gone.js"],
])("who has just written waits for no word of the application over %s %s", async (method, target) => {
  const door = await openDoor((_, response) => void response.end("done"));
  vi.spyOn(door.present, "hasWriters", "get").mockReturnValue(true);
  vi.spyOn(door.present, "versionOfWriter").mockReturnValue(new Promise(() => undefined));
  const body = method === "POST" ? { body: "[]" } : {};
  expect([200, 404]).toContain((await ask(door, target, { method, ...body }).answered).status);
});

test("whether the application is ready is asked once for all who ask at the same time, and then anew", async () => {
  const answers: (() => void)[] = [];
  const door = await openDoor((_, response) => void answers.push(() => response.end("ready")));
  for (const round of [1, 2]) {
    const asked = Array.from({ length: 50 }, () => ask(door, "/readyz").answered);
    await vi.waitFor(() => expect(answers).toHaveLength(round), { timeout: 10_000 });
    await sleep(100);
    expect(answers).toHaveLength(round);
    answers.at(-1)?.();
    for (const { status, text } of await Promise.all(asked)) expect([status, text]).toEqual([200, "ready"]);
  }
});

test("a client has one look at the figures at once, and keeps nobody else from theirs", async () => {
  const held: ServerResponse[] = [];
  const door = await openDoor((_, response) => void held.push(response), { trustedProxies: ["127.0.0.1"] });
  const looks = Array.from({ length: 20 }, () => ask(door, "/metrics", from("192.0.2.1")).answered);
  const refused: string[] = [];
  for (const look of looks) look.then(({ status, text }) => status === 503 && refused.push(JSON.parse(text).code));
  await vi.waitFor(() => expect(refused).toEqual(Array(14).fill("busy")), { timeout: 10_000 });
  const other = ask(door, "/metrics", from("192.0.2.2")).answered;
  const answering = setInterval(() => held.splice(0).map((response) => response.end("figures 1\n")), 5);
  expect((await other).status).toBe(200);
  await Promise.all(looks);
  clearInterval(answering);
});

test.each(["/api/v1/addresses/192.0.2.1", "/api/v1/networks/main/health?from=2026-01-01T00:00:00Z"])(
  "that %s has no answer may be read by other sites' pages",
  async (target) => {
    const door = await openDoor((request) => void request.socket.destroy(), { child });
    const { status, headers } = await ask(door, target).answered;
    expect([status, headers["access-control-allow-origin"]]).toEqual([503, "*"]);
    expect(headers["access-control-expose-headers"]).toBe("Retry-After");
  },
);

test("of what is no public read other sites' pages read nothing, not even that it has no answer", async () => {
  const door = await openDoor(nothing, { child });
  for (const target of ["/api/desk/board", "/desk"]) {
    expect((await ask(door, target).answered).headers["access-control-allow-origin"]).toBeUndefined();
  }
});

test.each(["/fr/desk", "/fr/address/192.0.2.1"])(
  "who asks for %s while the application is away is told so in French first",
  async (target) => {
    const door = await openDoor(nothing, { child });
    const { text } = await ask(door, target, { headers: { accept: "text/html" } }).answered;
    expect(text).toContain('<html lang="fr"');
  },
);

test("what a token may make another is not kept for who bears one, and the rest is for all", async () => {
  const door = await openDoor(nothing, { child });
  const varies = async (target: string) => (await ask(door, target).answered).headers.vary ?? "";
  expect(await varies("/api/v1/networks")).toContain("Authorization");
  expect(await varies("/api/v1/status")).not.toContain("Authorization");
});
