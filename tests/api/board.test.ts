import { afterAll, beforeAll, expect, test } from "vitest";
import { BoardAnswer } from "@/domain/contract/desk/board";
import { addStaff, signIn } from "@/tests/support/desk";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";

let server: RunningServer;
let cookie: string;

beforeAll(async () => {
  server = await startServer();
  cookie = await signIn(server, await addStaff(server, "editor"));
});

afterAll(() => server.stop());

function ask(path: string, headers: Record<string, string>, body?: unknown) {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return fetch(`${server.url}/api/desk/board${path}`, {
    ...sent,
    headers: { "Content-Type": "application/json", ...headers },
  });
}

test("The board is for editors too, in their language, and is never kept", async () => {
  const answer = await ask("?lang=fr", { Cookie: cookie });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  const board = await answer.json();
  expect(BoardAnswer.parse(board)).toEqual(board);
  expect(board.claim.headline).toBe("Aucun réseau n’est encore déclaré.");
  expect((await ask("/addresses?network=main&source=outlook", { Cookie: cookie })).status).toBe(200);
});

test("Nobody and no token sees the board or its addresses, or says that it was seen", async () => {
  const Authorization = `Bearer ${await server.token("admin")}`;
  const mark = "2026-03-10T12:00:00Z";
  for (const [path, body] of [
    ["", undefined],
    ["/addresses?network=a&source=b", undefined],
    ["/seen", { mark }],
  ] as const) {
    expect((await ask(path, {}, body)).status, path).toBe(401);
    expect((await ask(path, { Authorization }, body)).status, path).toBe(403);
  }
});

test("That a board was seen is taken from a page of ours alone, and only as an instant", async () => {
  const mark = "2026-03-10T12:00:00Z";
  expect((await ask("/seen", { Cookie: cookie, Origin: "https://elsewhere.example" }, { mark })).status).toBe(403);
  const ours = { Cookie: cookie, Origin: server.url };
  expect((await ask("/seen", ours, { mark })).status).toBe(204);
  expect((await ask("/seen", ours, { mark: "yesterday" })).status).toBe(422);
  expect((await ask("/addresses?network=Not%20one&source=b", ours)).status).toBe(422);
});
