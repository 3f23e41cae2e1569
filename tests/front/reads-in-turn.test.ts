import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { ask, openDoor } from "@/tests/support/front-door";

/** What the application has not answered yet, in the order in which it came. */
let held: { readonly request: IncomingMessage; readonly response: ServerResponse }[] = [];
const hold = (request: IncomingMessage, response: ServerResponse) => void held.push({ request, response });
const answerAll = () => {
  for (const { response } of held.splice(0)) response.end("done");
};
beforeEach(() => {
  held = [];
});

const junk = { headers: { authorization: "Bearer junk" } };
const from = (address: string) => ({ headers: { "x-forwarded-for": address } });
const trustedProxies = ["127.0.0.1"];

/** That so many are with the application, and no more come. */
async function inside(count: number): Promise<void> {
  await vi.waitFor(() => expect(held).toHaveLength(count), { timeout: 10_000 });
  await sleep(100);
  expect(held).toHaveLength(count);
}

test.each([
  ["the sign-in", "/desk/sign-in", {}],
  ["what a token counts for", "/api/v1/networks", junk],
  ["what is no read, nor a write", "/api/v1/networks", { method: "OPTIONS" }],
])(
  "of %s a client has three with the application at once, and a write waits for none of them",
  async (_, path, how) => {
    const door = await openDoor(hold);
    const reads = Array.from({ length: 60 }, () => ask(door, path, how));
    await inside(3);
    const write = ask(door, "/api/v1/events", { method: "POST", body: "[]" });
    await inside(4);
    const written = held.pop();
    written?.response.end("written");
    expect((await write.answered).text).toBe("written");
    const answering = setInterval(answerAll, 5);
    const answers = await Promise.all(reads.map(({ answered }) => answered));
    clearInterval(answering);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(["200 done"]));
  },
);

test("all clients together have four with the application at once, each in its turn", async () => {
  const door = await openDoor(hold, { trustedProxies });
  const reads = ["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.1"].map((address) =>
    ask(door, "/desk", from(address)),
  );
  await inside(4);
  answerAll();
  await inside(2);
  answerAll();
  for (const { answered } of reads) expect((await answered).status).toBe(200);
});

test("whether the application is ready is asked past all who wait", async () => {
  const door = await openDoor(hold);
  for (let index = 0; index < 10; index += 1) ask(door, "/desk");
  await inside(3);
  const ready = ask(door, "/readyz");
  await inside(4);
  answerAll();
  expect((await ready.answered).status).toBe(200);
});

test("who asks for more than two hundred at once is told to come again, a browser by a page, and others are not", async () => {
  const door = await openDoor(hold, { trustedProxies });
  for (let index = 0; index < 203; index += 1) ask(door, "/desk", from("192.0.2.1"));
  await inside(3);
  await sleep(300);
  const { status, headers, text } = await ask(door, "/api/desk/board", from("192.0.2.1")).answered;
  expect([status, JSON.parse(text).code, headers["content-type"]]).toEqual([503, "busy", "application/problem+json"]);
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  const page = await ask(door, "/desk", { headers: { ...from("192.0.2.1").headers, accept: "text/html" } }).answered;
  expect([page.status, page.headers["content-type"]]).toEqual([503, "text/html; charset=utf-8"]);
  ask(door, "/desk", from("192.0.2.2"));
  await inside(4);
});

test("who goes away keeps the place until the application is done with what they asked, and who waited never reaches it", async () => {
  const door = await openDoor(hold);
  const leaving = Array.from({ length: 30 }, () => ask(door, "/desk/leaving"));
  await inside(3);
  for (const reader of leaving) reader.leave();
  await vi.waitFor(async () => expect(await door.connections()).toBe(0), { timeout: 10_000 });
  const staying = ask(door, "/desk/staying");
  await inside(3);
  answerAll();
  await inside(1);
  expect(held[0]?.request.url).toBe("/desk/staying");
  answerAll();
  expect((await staying.answered).text).toBe("done");
});

test("who goes away in the middle of an answer ends it for the application", async () => {
  const door = await openDoor(hold);
  const reader = ask(door, "/api/desk/audit.csv");
  await inside(1);
  const response = held[0]?.response;
  response?.write("the first line\n");
  await reader.head;
  const closed = once(response ?? process, "close");
  reader.leave();
  await closed;
});

test("readers who take nothing stand in the way of nobody else, and their answers do not pile up", async () => {
  let written = 0;
  const large = Buffer.alloc(64 * 1_024);
  const door = await openDoor(
    (request, response) => {
      if (request.url === "/desk/quick") return void response.end("done");
      const more = () =>
        response.write(large, () => {
          written += large.length;
          if (written < 1_000 * large.length) more();
        });
      more();
    },
    { trustedProxies },
  );
  const slow = Array.from({ length: 12 }, (_, index) => ask(door, "/desk", from(`192.0.2.${index % 4}`)));
  for (const reader of slow) await reader.head;
  expect((await ask(door, "/desk/quick", from("192.0.2.9")).answered).text).toBe("done");
  await sleep(300);
  expect(written).toBeLessThan(900 * large.length);
  const beside = ask(door, "/desk/quick", from("192.0.2.1"));
  for (const reader of slow) reader.leave();
  expect((await beside.answered).text).toBe("done");
});

test("who takes longer than half a minute over answers no longer holds up others at the same address", async () => {
  const large = Buffer.alloc(16 * 1_024 * 1_024);
  const door = await openDoor((request, response) => void response.end(request.url === "/desk/quick" ? "done" : large));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const slow = [0, 1, 2].map(() => ask(door, "/desk"));
  for (const reader of slow) await reader.head;
  let isAnswered = false;
  const quick = ask(door, "/desk/quick").answered.finally(() => (isAnswered = true));
  await sleep(200);
  vi.advanceTimersByTime(29_000);
  await sleep(200);
  expect(isAnswered).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect((await quick).text).toBe("done");
  for (const reader of slow) reader.leave();
});

test("an answer comes as the application gives it, but for what is of one connection or between it and the front", async () => {
  const door = await openDoor((request, response) => {
    response.writeHead(201, "Made", {
      "Set-Cookie": ["a=1", "b=2"],
      "X-Vigie-Version": "7",
      "X-Vigie-Shown-From": "6",
      "X-Asked": `${request.method} ${request.headers["content-length"] ?? "no body"} ${request.headers.host}`,
      "Content-Security-Policy": "default-src 'self'",
    });
    response.end("body");
  });
  const { status, headers, text } = await ask(door, "/desk?a=b", {
    body: "ignored",
    headers: { "content-length": "7" },
  }).answered;
  expect([status, text]).toEqual([201, "body"]);
  expect(headers).toMatchObject({
    "set-cookie": ["a=1", "b=2"],
    "x-asked": "GET no body status.example.org",
    "content-security-policy": "default-src 'self'",
    "x-content-type-options": "nosniff",
  });
  expect(Object.keys(headers).filter((name) => name.startsWith("x-vigie"))).toEqual([]);
  const head = await ask(door, "/desk", { method: "HEAD" }).answered;
  expect([head.status, head.text, head.headers["x-asked"]]).toEqual([201, "", "HEAD no body status.example.org"]);
});

test("an answer that the application breaks off does not look whole", async () => {
  const door = await openDoor((_request, response) => {
    response.write("half");
    setTimeout(() => response.destroy(), 50);
  });
  await expect(ask(door, "/desk").answered).rejects.toThrow("aborted");
});
