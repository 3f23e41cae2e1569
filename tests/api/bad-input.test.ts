import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import type { BadBodies } from "./bad-bodies";
import { badDeclarations, badEvents } from "./bad-bodies";
import { badIncidents } from "./bad-incidents";
import type { Answer, Ask } from "./client";
import { client, expectProblem } from "./client";

const badBodies = [...badDeclarations, ...badIncidents];

let server: RunningServer;
let ask: Ask;
let token: string;
let id: string;
let updateId: string;

beforeAll(async () => {
  server = await startServer();
  ask = client(server.url);
  token = await server.token("admin");
  await ask("PUT", "/api/v1/networks/main", { token, json: { name: "Main", addresses: ["192.0.2.0/29"] } });
  await ask("PUT", "/api/v1/networks/next", { token, json: { name: "Next", addresses: ["198.51.100.0/29"] } });
  await ask("PUT", "/api/v1/sources/zone", { token, json: { name: "Zone", kind: "dnsbl", zone: "dnsbl.example.org" } });
  const opened = await ask("POST", "/api/v1/incidents", { token, json: goodOf("/api/v1/incidents") });
  id = opened.json.id;
  updateId = opened.json.updates[0].id;
});

afterAll(async () => {
  const logs = server.logs();
  await server.stop();
  expect(logs).not.toContain("nobody expected");
});

function goodOf(path: string): unknown {
  return badBodies.find((table) => table.path === path)?.good;
}

function pathOf(path: string): string {
  return path.replace("{id}", id).replace("{updateId}", updateId);
}

interface Case {
  readonly table: BadBodies;
  readonly field: string;
  readonly value: unknown;
}

function casesOf(tables: readonly BadBodies[]): [name: string, one: Case][] {
  return tables.flatMap((table) =>
    Object.entries(table.fields).flatMap(([field, values]) =>
      values.map((value): [string, Case] => [
        `${table.method} ${table.path} with ${field} ${JSON.stringify(value)?.slice(0, 60) ?? "left out"}`,
        { table, field, value },
      ]),
    ),
  );
}

function send({ table, field, value }: Case): Promise<Answer> {
  return ask(table.method, pathOf(table.path), { token, json: { ...table.good, [field]: value } });
}

describe("A body with a bad field is refused, and the field named", () => {
  test.each(casesOf(badBodies))("%s", async (_, one) => {
    const answer = await send(one);
    expectProblem(answer, 422, "invalid");
    const paths: string[] = answer.json.errors.map(({ path }: { path: string }) => path);
    // Some faults lie between two fields: an impact that needs a schedule, a status that the impact does not have.
    if (one.field !== "impact") expect(paths.every((path) => path.startsWith(`/${one.field}`))).toBe(true);
    expect(answer.json.errors[0].detail).not.toBe("");
  });

  test.each(casesOf(badEvents))("%s", async (_, one) => {
    const answer = await send(one);
    expectProblem(answer, 422, "all_rejected");
    expect(answer.json).toMatchObject({ accepted: 0, duplicates: 0, rejected: [{ index: 0, code: "invalid" }] });
    expect(answer.json.rejected[0].detail).toContain(`/${one.field}`);
  });
});

describe("A body that is no object is refused", () => {
  const bodies = [
    "null",
    "true",
    "5",
    '"text"',
    "[]",
    "[[]]",
    "1e999",
    "{}",
    '{"__proto__":{"name":"x"}}',
    '{"constructor":1}',
  ];
  const places = badBodies.filter(({ method }) => method !== "PATCH");

  test.each(places.flatMap((place) => bodies.map((body) => ({ ...place, body }))))(
    "$method $path with $body",
    async ({ method, path, body }) => {
      expectProblem(await ask(method, pathOf(path), { token, body, type: "application/json" }), 422, "invalid");
    },
  );

  test.each(["null", "true", "5", '"text"', '{"events":5}', '{"events":{}}', '{"events":null}'])(
    "events as %s",
    async (body) => {
      expectProblem(await ask("POST", "/api/v1/events", { token, body, type: "application/json" }), 422, "invalid");
    },
  );

  test.each(["{}", "[null]", "[5]", "[[]]", '[{"__proto__":{"id":"x"}}]', '{"events":[{}]}'])(
    "events as %s",
    async (body) => {
      expectProblem(
        await ask("POST", "/api/v1/events", { token, body, type: "application/json" }),
        422,
        "all_rejected",
      );
    },
  );
});

describe("A declaration that cannot be is refused with its own code", () => {
  const put = (addresses: unknown[]) =>
    ask("PUT", "/api/v1/networks/main", { token, json: { name: "Main", addresses } });

  test.each([
    ["duplicate_address", ["192.0.2.1", "192.0.2.1"]],
    ["duplicate_address", ["192.0.2.1", "192.0.2.1/32"]],
    ["duplicate_address", ["::ffff:192.0.2.1", "192.0.2.1"]],
    ["duplicate_address", ["2001:db8::1", "2001:DB8:0::1"]],
    ["duplicate_address", ["192.0.2.0/29", { address: "192.0.2.0/29", role: "idle" }]],
    ["too_many_addresses", ["0.0.0.0/0"]],
    ["too_many_addresses", ["::/0"]],
    ["too_many_addresses", ["2001:db8::/111"]],
    ["too_many_addresses", ["10.0.0.0/16", "192.0.2.1"]],
    ["too_many_addresses", ["10.0.0.0/8", "10.0.0.0/9"]],
    ["in_future", [{ address: "192.0.2.1", since: "2900-01-01T00:00:00Z" }]],
  ])("%s: %j", async (code, addresses) => {
    expectProblem(await put(addresses), 422, code);
  });

  test("two hundred thousand entries are refused unread", async () => {
    expectProblem(await put(Array.from({ length: 200_000 }, () => 1)), 422, "too_many_addresses");
  });

  test("an address of another network is named with that network", async () => {
    const answer = await put(["198.51.100.1"]);
    expectProblem(answer, 409, "address_taken");
    expect(answer.json.detail).toContain("next");
  });

  test("a kind cannot change", async () => {
    const answer = await ask("PUT", "/api/v1/sources/zone", { token, json: { name: "Zone", kind: "receiver" } });
    expectProblem(answer, 409, "kind_fixed");
  });

  test.each(['"0-all"', "nonsense", '"', "W/*", '"9999-all", "9998-all"'])(
    "If-Match %s is another's",
    async (ifMatch) => {
      const asked = { token, json: { name: "Main", addresses: ["192.0.2.0/29"] }, headers: { "If-Match": ifMatch } };
      expectProblem(await ask("PUT", "/api/v1/networks/main", asked), 412, "precondition_failed");
    },
  );
});
