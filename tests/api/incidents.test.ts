import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "@/tests/support/server";
import type { Ask } from "./client";
import { expectProblem } from "./client";
import { minutes, setStage } from "./stage";

let server: RunningServer;
let ask: Ask;
let admin: string;
let writer: string;

beforeAll(async () => {
  ({ server, ask, admin } = await setStage());
  writer = await server.token("incidents:write", { name: "writer" });
});

afterAll(() => server.stop());

const opening = {
  title: "Outlook.com refuses our mail",
  impact: "major",
  networks: ["main"],
  sources: ["outlook"],
  notify: true,
  nextUpdateBy: minutes(120),
  noticeMarkdown: "You need **not** write to us.",
  update: { status: "investigating", bodyMarkdown: "Call 0123456789.", at: minutes(-50), approximate: true },
};
const open = (key: string, json: unknown = opening) =>
  ask("POST", "/api/v1/incidents", { token: writer, json, headers: { "Idempotency-Key": key } });

test("An incident is opened once per key", async () => {
  const first = await open("key-1");
  expect(first.status).toBe(201);
  expect(first.headers.get("location")).toBe(`/api/v1/incidents/${first.json.id}`);
  expect(first.json).toMatchObject({
    slug: "outlook-com-refuses-our-mail",
    status: "investigating",
    startedAt: minutes(-50),
  });
  const again = await open("key-1");
  expect(again.status).toBe(201);
  expect(again.json).toEqual(first.json);
  expectProblem(await open("key-1", { ...opening, title: "Other" }), 409, "id_conflict");
  expectProblem(await open("k".repeat(256)), 422, "invalid");
  const list = (await ask("GET", "/api/v1/incidents?status=open&network=main")).json;
  expect(list.items.map(({ id }: { id: string }) => id)).toEqual([first.json.id]);
  expect((await ask("GET", first.headers.get("location") ?? "")).json).toEqual(first.json);
  expect((await status()).overall).toMatchObject({ declared: "partial_outage" });
});

test("An incident is followed, edited, blackened and resolved", async () => {
  const path = "/api/v1/incidents/outlook-com-refuses-our-mail";
  const { id, updates } = (await ask("GET", path)).json;
  const update = `/api/v1/incidents/${id}/updates/${updates[0].id}`;
  const edited = await ask("PATCH", update, { token: writer, json: { bodyMarkdown: "Call 0123456789 or write." } });
  expect(edited.json).toMatchObject({ edited: true, bodyMarkdown: "Call 0123456789 or write.", approximate: true });
  expect(edited.json.revisions).toHaveLength(1);
  const blackened = await ask("POST", `${update}/redactions`, {
    token: writer,
    json: { text: "0123456789", reason: "A private number." },
  });
  expect(blackened.status).toBe(201);
  expect(blackened.json.redactions).toMatchObject([{ reason: "A private number." }]);
  for (const read of [path, "/api/v1/timeline", "/api/v1/status", "/feed.xml"]) {
    expect((await ask("GET", read)).text, read).not.toContain("0123456789");
  }
  // The remembered answer of the first request holds it no more either.
  expect((await open("key-1")).text).not.toContain("0123456789");

  const resolved = { status: "resolved", bodyMarkdown: "Over.", at: minutes(-1), notify: false };
  expect((await ask("POST", `/api/v1/incidents/${id}/updates`, { token: writer, json: resolved })).status).toBe(201);
  expect((await ask("GET", path)).json).toMatchObject({
    status: "resolved",
    resolvedAt: minutes(-1),
    nextUpdateBy: null,
  });
  expect((await ask("GET", "/api/v1/incidents?status=open")).json.items).toEqual([]);
  expect((await ask("GET", "/api/v1/incidents?status=resolved")).json.items).toHaveLength(1);
  const patched = await ask("PATCH", `/api/v1/incidents/${id}`, {
    token: writer,
    json: { postmortemMarkdown: "# Why" },
  });
  expect(patched.json).toMatchObject({ postmortemMarkdown: "# Why" });
});

test("An incident is told in the log, beside what was measured", async () => {
  const { items } = (await ask("GET", "/api/v1/timeline?network=main")).json;
  expect(items.map(({ kind }: { kind: string }) => kind)).toContain("update");
  expect(items.map(({ at }: { at: string }) => at)).toEqual(
    items
      .map(({ at }: { at: string }) => at)
      .sort()
      .reverse(),
  );
});

test("An incident bears postedAt by the hand of an administrator alone", async () => {
  const json = { ...opening, title: "Old", update: { ...opening.update, postedAt: minutes(-49) } };
  expectProblem(await ask("POST", "/api/v1/incidents", { token: writer, json }), 403, "insufficient_scope");
  expect((await ask("POST", "/api/v1/incidents", { token: admin, json })).json.updates[0].postedAt).toBe(minutes(-49));
});

test("An incident may not be touched by a token that is bound to other networks", async () => {
  const bound = await server.token("incidents:write", { name: "bound", networks: ["other"] });
  const path = "/api/v1/incidents/outlook-com-refuses-our-mail";
  expectProblem(await ask("PATCH", path, { token: bound, body: "{", type: "text/plain" }), 403, "not_allowed");
  expectProblem(await ask("POST", "/api/v1/incidents", { token: bound, json: opening }), 403, "not_allowed");
});

async function status() {
  return (await ask("GET", "/api/v1/status")).json;
}
