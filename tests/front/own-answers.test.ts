import { expect, test, vi } from "vitest";
import { unanswered } from "@/front/application/child";
import { ask, openDoor } from "@/tests/support/front-door";

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
