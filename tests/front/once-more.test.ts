import { getEventListeners } from "node:events";
import type { RequestListener } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askOnceMore } from "@/front/application/once-more";
import { Problem } from "@/server/problem";
import { ask, openDoor } from "@/tests/support/front-door";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const broken = new Error("The connection broke.");
const isThere = async () => undefined;
const { signal: lives } = new AbortController();

/** An application that dies over so many questions, and answers the next; another is there at once. */
function dyingOver(count: number) {
  const methods: string[] = [];
  let end = new AbortController();
  const answer: RequestListener = (request, response) => {
    methods.push(`${request.method} ${request.url}`);
    if (methods.length > count) return void response.end("done");
    request.socket.destroy();
    end.abort();
    end = new AbortController();
  };
  const child = {
    isThere,
    get end() {
      return end.signal;
    },
  };
  return { answer, child, methods };
}

test.each(["/desk/sign-in", "/address/192.0.2.1", "/api/v1/addresses/192.0.2.1"])(
  "a read of %s over which the application dies is asked once more of the next",
  async (path) => {
    const { answer, child, methods } = dyingOver(1);
    const door = await openDoor(answer, { child });
    expect(await ask(door, path).answered).toMatchObject({ status: 200, text: "done" });
    expect(methods).toEqual([`GET ${path}`, `GET ${path}`]);
  },
);

test("no read is asked a third time, and no write a second", async () => {
  const { answer, child, methods } = dyingOver(4);
  const door = await openDoor(answer, { child });
  expect((await ask(door, "/api/v1/addresses/192.0.2.1").answered).status).toBe(503);
  expect(methods).toHaveLength(2);
  expect((await ask(door, "/api/v1/events", { method: "POST", body: "[]" }).answered).status).toBe(503);
  expect(methods).toHaveLength(3);
});

test.each([
  ["lives, though it broke off", lives, broken],
  ["ended, but has too many waiting", AbortSignal.abort(), new Problem(503, "busy", "Too many.")],
])("an application that %s is not asked again", async (_, end, error) => {
  const asking = vi.fn(() => Promise.reject(error));
  const asked = expect(askOnceMore({ isThere, end }, asking)).rejects.toBe(error);
  await vi.advanceTimersByTimeAsync(1_000);
  await asked;
  expect(asking).toHaveBeenCalledTimes(1);
});

test("what is asked of an application that lives on leaves nothing with it, whatever becomes of it", async () => {
  for (let count = 0; count < 20; count += 1) {
    expect(await askOnceMore({ isThere, end: lives }, async () => count)).toBe(count);
    const asked = expect(askOnceMore({ isThere, end: lives }, () => Promise.reject(broken))).rejects.toBe(broken);
    await vi.advanceTimersByTimeAsync(1_000);
    await asked;
  }
  expect(getEventListeners(lives, "abort")).toEqual([]);
});

test("the next application is waited for before it is asked", async () => {
  const order: string[] = [];
  const child = { isThere: async () => void order.push("there"), end: AbortSignal.abort() };
  const asking = vi.fn(async () => {
    order.push("asked");
    if (order.length < 3) throw broken;
    return "answer";
  });
  expect(await askOnceMore(child, asking)).toBe("answer");
  expect(order).toEqual(["there", "asked", "there", "asked"]);
});
