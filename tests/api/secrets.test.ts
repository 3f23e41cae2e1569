import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addStaff, signIn } from "@/tests/support/desk";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";

const KEY = "zone-key-that-nobody-may-read";
const NEW_PASSWORD = "a very new password of jane";

let server: RunningServer;
let cookie: string;
/** Everything that came back, headers and bodies. */
const seen: string[] = [];

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "trace" } });
}, 60_000);

afterAll(() => server.stop());

async function ask(method: string, where: string, json?: unknown) {
  const response = await fetch(server.url + where, {
    method,
    headers: {
      Cookie: cookie,
      Origin: server.url,
      ...(json === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  seen.push(`${[...response.headers].join("\n")}\n${text}`);
  return { status: response.status, text, headers: response.headers };
}

const wholeDatabase = () =>
  readdirSync(server.dataDir)
    .filter((file) => file.startsWith("vigie.db"))
    .map((file) => readFileSync(path.join(server.dataDir, file), "latin1"))
    .join("");

test("no secret is read in a page, an answer, the log or (but for keys that are used as such) the database", async () => {
  const account = await addStaff(server, "administrator", "jane@example.org");
  cookie = await signIn(server, account);
  const zone = { name: "Zone", kind: "dnsbl", zone: "{key}.dnsbl.example.org", zoneKey: KEY };
  expect((await ask("PUT", "/api/v1/sources/zone", zone)).status).toBe(201);
  expect((await ask("PUT", "/api/v1/sources/zone", { ...zone, name: "Renamed" })).status).toBe(200);
  await ask("PUT", "/api/v1/sources/zone", { ...zone, zoneKey: `${KEY}-2` });

  const made = await ask("POST", "/api/desk/tokens", { name: "probe", scopes: ["events:write"], networks: null });
  expect(made.status).toBe(201);
  seen.pop();
  const token = /vigie_[\w-]{40,}/.exec(made.text)?.[0] ?? "";
  expect(token).not.toBe("");

  const invited = await ask("POST", "/api/desk/people", { email: "paul@example.org", name: "Paul", role: "editor" });
  expect(invited.status).toBe(201);
  seen.pop();
  const link = /#([\w-]{20,})/.exec(invited.text)?.[1] ?? "";
  expect(link).not.toBe("");

  const changed = await ask("PUT", "/api/desk/account/password", { current: account.password, password: NEW_PASSWORD });
  expect([changed.status, changed.text]).toEqual([expect.toSatisfy((status: number) => status < 300), changed.text]);
  await fetch(`${server.url}/api/v1/events`, { headers: { Authorization: `Bearer ${token}` } });

  for (const page of [
    "",
    "/incidents",
    "/checks",
    "/networks",
    "/sources",
    "/sources/zone",
    "/probes",
    "/people",
    "/tokens",
  ]) {
    await ask("GET", `/desk${page}`);
  }
  for (const page of ["/desk/settings", "/desk/audit", "/desk/account", "/fr/desk/audit", "/", "/feed.xml"])
    await ask("GET", page);
  for (const read of ["audit", "audit.csv", "tokens", "people", "account", "probes", "sources/zone"]) {
    await ask("GET", `/api/desk/${read}`);
  }
  for (const read of ["sources", "sources/zone", "networks", "status"]) await ask("GET", `/api/v1/${read}`);

  const session = /next-auth\.session-token=([^;]+)/.exec(cookie)?.[1] ?? "";
  const hash = createHash("sha256").update(token).digest("hex");
  const database = wholeDatabase();
  const sessionKey = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/.exec(database)?.[0] ?? "";
  expect([session, sessionKey].every((secret) => secret.length > 20)).toBe(true);
  const everywhere = [account.password, NEW_PASSWORD, token, link, session];
  const outside = [
    ...everywhere,
    KEY,
    hash,
    "$argon2",
    ...(database.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []),
  ];
  for (const secret of everywhere) expect([secret, database.includes(secret)]).toEqual([secret, false]);
  const logs = server.logs();
  for (const secret of outside) {
    expect([secret, logs.includes(secret)]).toEqual([secret, false]);
    expect([secret, seen.find((text) => text.includes(secret))?.slice(0, 300)]).toEqual([secret, undefined]);
  }
  expect(database.split(`${KEY}-2`).length - 1).toBeGreaterThan(0);
}, 60_000);

test("every answer bears the headers that guard it, and what is staff's is never kept or found by a search", async () => {
  for (const where of [
    "/",
    "/desk",
    "/desk/audit",
    "/desk/sign-in",
    "/api/desk/audit",
    "/api/v1/status",
    "/nothing",
    "/api/auth/csrf",
  ]) {
    const { headers } = await ask("GET", where);
    const policy = headers.get("content-security-policy") ?? "";
    const scripts = where.startsWith("/desk") ? "'nonce-[^']+'" : "('sha256-[^']+' ?)+";
    const isPage = !where.startsWith("/api");
    expect([where, policy]).toEqual([
      where,
      expect.stringMatching(
        `default-src 'none'.*script-src 'self'${isPage ? ` ${scripts}` : ""}.*frame-ancestors 'none'`,
      ),
    ]);
    expect([where, policy]).toEqual([where, expect.not.stringMatching(/unsafe|\*|https?:/)]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.get("x-powered-by")).toBeNull();
    if (/desk|auth/.test(where))
      expect([where, headers.get("cache-control")]).toEqual([where, expect.stringContaining("no-store")]);
  }
  for (const page of ["/desk", "/desk/audit", "/desk/sign-in"]) {
    expect((await ask("GET", page)).text).toMatch(/<meta name="robots" content="noindex/);
  }
});
