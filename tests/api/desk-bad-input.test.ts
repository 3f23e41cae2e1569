import { afterAll, beforeAll, expect, test } from "vitest";
import { deskOperations } from "@/domain/contract/desk/all";
import type { Operation } from "@/domain/contract/operation";
import { addStaff, signIn } from "@/tests/support/desk";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import { LONE, long, NUL } from "./bad-values";

let server: RunningServer;
let cookie: string;

beforeAll(async () => {
  server = await startServer();
  const account = await addStaff(server, "administrator");
  cookie = await signIn(server, account);
}, 60_000);

afterAll(async () => {
  const logs = server.logs();
  await server.stop();
  expect(logs).not.toContain("nobody expected");
});

/** What stands for a value that was asked for. */
const values = [
  null,
  true,
  -1,
  1e308,
  "",
  "x",
  NUL,
  LONE,
  long(70_000),
  [],
  [null],
  [[]],
  {},
  { __proto__: null, x: 1 },
];
const texts = ["", "x", "-1", "9".repeat(400), "a\u0000b", "%", "2014-02-30", "../..", "__proto__", long(3_000)];
const names = [
  "none",
  "7777",
  "0",
  "-1",
  "9007199254740993",
  "main",
  "%00",
  "%ff",
  "%F0%9F%98%80",
  "..%2f..",
  "__proto__",
  long(600),
];

async function send({ method, path, body: described }: Operation, name: string, query: string, body: string | null) {
  const { mediaTypes = ["application/json"] } = described ?? {};
  const response = await fetch(server.url + path.replace(/\{\w+\}/g, name) + query, {
    method,
    headers: { Cookie: cookie, Origin: server.url, ...(body === null ? {} : { "Content-Type": mediaTypes[0] ?? "" }) },
    ...(body === null ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, text };
}

/** The example with each of its fields spoiled in turn, and bodies that are something else altogether. */
function bodiesOf({ body }: Operation): (string | null)[] {
  if (body === null) return [null];
  const example: unknown = body.example;
  const whole = [null, "", "{", "null", "5", '"x"', "[]", "{}", "[[[[", '{"a":1e999}'];
  if (typeof example !== "object" || example === null || Array.isArray(example)) return whole;
  const spoiled = Object.keys(example).flatMap((field) => [
    ...values.map((value) => JSON.stringify({ ...example, [field]: value })),
    JSON.stringify(Object.fromEntries(Object.entries(example).filter(([other]) => other !== field))),
  ]);
  return [...whole, ...spoiled];
}

/** Ends the session that asks; tried by its own tests. */
const SPARED = ["deskEndOtherSessions"];

test.each(
  deskOperations.filter(({ id }) => !SPARED.includes(id)).map((operation) => [operation.id, operation] as const),
)(
  "whatever %s is sent, it answers, and never that it failed",
  async (_, operation) => {
    const paths = operation.path.includes("{") ? names : ["none"];
    const queries = Object.keys(operation.query.shape).flatMap((name) =>
      texts.map((text) => `?${name}=${encodeURIComponent(text)}`),
    );
    const asked: [string, string, string | null][] = [
      ...paths.map((name): [string, string, string | null] => [name, "", null]),
      ...["?x[]=1&x[]=2&=&&&%", ...queries].map((query): [string, string, string | null] => ["none", query, null]),
      ...bodiesOf(operation).map((body): [string, string, string | null] => ["none", "", body]),
    ];
    for (const [name, query, body] of asked) {
      const { status, text } = await send(operation, name, query, body);
      const told = [operation.id, name, query, body?.slice(0, 80)];
      expect([...told, status, status < 500 ? "" : text]).toEqual([
        ...told,
        expect.toSatisfy((code: number) => code < 500),
        "",
      ]);
    }
    const { status } = await fetch(`${server.url}/api/desk/account`, { headers: { Cookie: cookie } });
    expect([operation.id, "leaves us signed in", status]).toEqual([operation.id, "leaves us signed in", 200]);
  },
  60_000,
);
