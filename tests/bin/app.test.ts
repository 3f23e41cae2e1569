import { spawnSync } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "@/tests/support/desk";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ env: { PUBLIC_URL: "https://status.example.org" } });
});
afterAll(() => server.stop());

/** Unlike fetch, sends the path and the headers as they are given. */
async function get(path: string, headers: OutgoingHttpHeaders = {}, method = "GET") {
  const { hostname, port } = new URL(server.url);
  const sent = request({ hostname, port, path, method, headers }).end();
  const [answer]: IncomingMessage[] = await once(sent, "response");
  if (!answer) throw new Error("No answer.");
  const chunks: Buffer[] = await answer.toArray();
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() };
}

describe("every answer", () => {
  test.each(["/", "/nowhere", "/api/v1/status", "/healthz", "/%"])(
    "of %s bears the headers that keep readers safe",
    async (path) => {
      const { headers } = await get(path);
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "strict-transport-security": "max-age=31536000",
      });
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["x-powered-by"]).toBeUndefined();
    },
  );

  test("of a page of the desk has a nonce of its own, borne by every inline script", async () => {
    const pages = await Promise.all([get("/desk/sign-in"), get("/desk/sign-in")]);
    const nonces = pages.map(({ headers }) => /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1]);
    expect(new Set(nonces).size).toBe(2);
    pages.forEach(({ text }, index) => {
      const inline = [...text.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)];
      expect(inline.length).toBeGreaterThan(0);
      for (const [, attributes] of inline) expect(attributes).toContain(`nonce="${nonces[index]}"`);
    });
  });
});

test("who offers to go on in another protocol is answered in this one", async () => {
  await get("/");
  const offer = { Connection: "Upgrade, HTTP2-Settings", Upgrade: "h2c", "HTTP2-Settings": "AAMAAABkAAQAAP__" };
  expect(await get("/healthz", offer)).toMatchObject({ status: 200, text: "ok\n" });
});

describe("a reader cannot", () => {
  const shown = (text: string) => text.replaceAll(/<script.*?<\/script>|<(?!html)[^>]*>/gs, "").trim();

  test.each<[string, OutgoingHttpHeaders]>([
    ["name the host", { Host: "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http" }],
    ["break the page by a host that is none", { Host: "a b\\<c" }],
    ["choose the language by our header", { "X-Vigie-Lang": "fr" }],
    ["bring a nonce", { "Content-Security-Policy": "script-src 'nonce-evil'" }],
    [
      "reach into Next's navigation",
      { RSC: "1", "Next-Router-State-Tree": "%7Bnonsense", "Next-Router-Prefetch": "1" },
    ],
    [
      "reach into Next's middleware",
      { "X-Middleware-Subrequest": "src/middleware", "X-Middleware-Rewrite": "/nowhere" },
    ],
    ["call an action", { "Next-Action": "0".repeat(42) }],
    ["ask for Next's data", { "X-Nextjs-Data": "1", "X-Matched-Path": "/nowhere", "X-Invoke-Path": "/nowhere" }],
  ])("%s", async (_what, headers) => {
    const [usual, forged] = await Promise.all([get("/address"), get("/address", headers)]);
    expect(forged.status).toBe(200);
    expect(forged.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(shown(forged.text)).toBe(shown(usual.text));
    expect(forged.text).not.toContain("evil");
  });

  test.each([
    ["/%", "GET", 400],
    ["/%00", "GET", 400],
    ["/networks/%ff", "GET", 400],
    [`/${"a".repeat(9_000)}`, "GET", 414],
    ["/_next/image?url=http://evil.example/a.png&w=64&q=75", "GET", 404],
    ["/_next/data/x/index.json", "GET", 404],
    ["/_next/static/../../package.json", "GET", 400],
    ["/..%2fpackage.json", "GET", 400],
    ["/", "POST", 405],
    ["/incidents", "TRACE", 405],
    ["/nowhere", "GET", 404],
    ["/fr/nowhere", "GET", 404],
    ["/api/nowhere", "GET", 404],
  ])("get more than a refusal of %s by %s", async (path, method, status) => {
    expect((await get(path, {}, method)).status).toBe(status);
  });

  test.each([
    "Trailer: X-Sum",
    "TE: trailers\r\nProxy-Connection: keep-alive\r\nKeep-Alive: timeout=1",
    "Upgrade: websocket\r\nConnection: upgrade",
    "Connection: host, content-length, x-vigie-client",
    "Expect: 100-continue",
  ])("end the server, or change what it hands on, by what is of one connection alone: %j", async (headers) => {
    const more = `Host: x\r\n${headers}\r\nConnection: close\r\n`;
    expect(await speak(`GET /desk HTTP/1.1\r\n${more}\r\n`)).toMatch(/^(HTTP\/1\.1 100 .*)?HTTP\/1\.1 307 /s);
    const body = "Content-Length: 2\r\n\r\n[]";
    expect(await speak(`POST /api/v1/events HTTP/1.1\r\n${more}${body}`)).toMatch(/HTTP\/1\.1 401 /);
    expect((await get("/healthz")).status).toBe(200);
  });

  test("be led elsewhere by slashes", async () => {
    for (const path of ["//evil.example/", "/\\evil.example/", "/en//evil.example/", "/en/\\evil.example"]) {
      const { status, headers } = await get(path);
      expect([308, 404]).toContain(status);
      expect(headers.location ?? "/").toMatch(/^\/(?![/\\])/);
    }
  });

  test("bring what is no HTTP, or headers without end, past a refusal", async () => {
    expect(await speak("nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 .*"code":"malformed"/s);
    expect(await speak(`GET / HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });
});

test("the language of a prefix reaches the page, and the site's own prefix moves to the page's one address", async () => {
  expect((await get("/fr")).text).toMatch(/<html[^>]* lang="fr"/);
  expect((await get("/")).text).toMatch(/<html[^>]* lang="en"/);
  expect(await get("/en/incidents?a=b")).toMatchObject({ status: 308, headers: { location: "/incidents?a=b" } });
});

describe("the process", () => {
  test("ends with a sentence where its port is taken", () => {
    const { port } = new URL(server.url);
    const { status, stderr } = runBundle("front", [], {
      HOST: "127.0.0.1",
      PORT: port,
      DATABASE_URL: `file:${server.dataDir}/other.db`,
    });
    expect(status).toBe(1);
    expect(stderr).toContain(`Port ${port} is taken by another program.`);
    expect(stderr).not.toContain("    at ");
  });

  test("ends with a sentence where a setting is nonsense, and names it", () => {
    const { status, stderr } = runBundle("front", [], { PORT: "many" });
    expect(status).toBe(1);
    expect(stderr).toContain("PORT");
    expect(stderr).not.toContain("    at ");
  });
});

describe("the token command", () => {
  const database = () => ({ DATABASE_URL: `file:${server.dataDir}/vigie.db` });

  test("prints a token of the running server and nothing else", async () => {
    const { status, stdout } = runBundle("token", ["--name", "probe", "--scopes", "events:write,read"], database());
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\S{30,}\n$/);
    const headers = { Authorization: `Bearer ${stdout.trim()}` };
    expect((await fetch(`${server.url}/metrics`, { headers })).status).toBe(200);
  });

  test.each([[[]], [["--name", "a"]], [["--name", "a", "--scopes", "everything"]], [["--names", "a"]]])(
    "refuses %j with its usage",
    (args) => {
      const { status, stdout, stderr } = runBundle("token", args, database());
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toContain("npm run --silent token -- --name");
    },
  );
});

test("the staff command makes an account, whose password comes by standard input", async () => {
  const who = { email: "jane@example.org", password: "correct horse battery" };
  const args = ["--email", who.email, "--name", "Jane", "--role", "editor"];
  const database = { DATABASE_URL: `file:${server.dataDir}/vigie.db` };
  expect(runBundle("staff", args, database, `${who.password}\n`)).toMatchObject({ status: 0, stdout: "" });
  expect(await signIn(server, who)).toContain("session-token=");
  expect(runBundle("staff", args, database, who.password)).toMatchObject({ status: 1, stdout: "" });
});

// Last: it ends the server that the tests before it use.
test("on SIGTERM it takes nothing new, finishes the request under way, waits for none that never ends, and exits 0 within ten seconds", async () => {
  const { hostname, port } = new URL(server.url);
  const stuck = connect(Number(port), hostname);
  stuck.on("error", () => {});
  stuck.write("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n[");
  await once(stuck, "data");
  const headers = {
    Authorization: `Bearer ${await server.token("events:write")}`,
    "Content-Type": "application/json",
    "Content-Length": 2,
    Expect: "100-continue",
  };
  const posting = request({ hostname, port, path: "/api/v1/events", method: "POST", headers });
  posting.flushHeaders();
  await once(posting, "continue");
  posting.write("[");

  const startedAt = performance.now();
  const stopped = server.stop();
  const takesNew = () =>
    fetch(`${server.url}/healthz`).then(
      () => true,
      () => false,
    );
  await expect.poll(takesNew).toBe(false);
  posting.end("]");
  const [answer]: IncomingMessage[] = await once(posting, "response");
  expect(answer?.statusCode).toBe(200);
  answer?.resume();
  expect(await stopped).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

function runBundle(name: string, args: readonly string[], env: Readonly<Record<string, string>>, input = "") {
  return spawnSync(process.execPath, [`build/${name}.mjs`, ...args], {
    env: { ...process.env, NODE_ENV: "production", ...env },
    input,
    encoding: "utf8",
    timeout: 20_000,
  });
}

/** Sends bytes as they are and returns what comes back. */
async function speak(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  const chunks: Buffer[] = await socket.toArray();
  return Buffer.concat(chunks).toString();
}
