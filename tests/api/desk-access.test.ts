import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { addStaff, signIn } from "@/tests/support/desk";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";

let server: RunningServer;
let cookie: string;
const link = () => /\n {2}(http\S+\/desk\/set-up#[\w-]{22})\n/.exec(server.logs())?.[1] ?? "";

beforeAll(async () => {
  server = await startServer();
  await vi.waitFor(() => expect(link()).not.toBe(""), 5_000);
});
afterAll(() => server.stop());

async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: unknown) {
  const answer = await fetch(server.url + path, {
    method,
    redirect: "manual",
    headers: { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json");
  return { status: answer.status, headers: answer.headers, code: isJson ? JSON.parse(text).code : undefined, text };
}

test("A server without administrator prints a set-up link, whose key makes one and then nothing more", async () => {
  const key = link().split("#")[1];
  expect(key).toMatch(/^[\w-]{22}$/);
  const page = { name: "Sending status", timeZone: "Europe/Paris", locale: "en" };
  const body = { key, name: "Jane", email: "Jane@Example.org", password: "correct horse battery", page };
  const wrong = { ...body, password: "too short", page: { ...page, timeZone: "Nowhere" } };
  expect(await ask("POST", "/api/desk/set-up", {}, wrong)).toMatchObject({ status: 422 });
  expect(await ask("POST", "/api/desk/set-up", {}, { ...body, key: `${key}x` })).toMatchObject({
    code: "link_unknown",
  });
  expect((await ask("GET", "/api/desk/set-up")).status).toBe(405);
  expect((await ask("POST", "/api/desk/set-up/check", {}, { key })).status).toBe(204);
  expect((await ask("POST", "/api/desk/set-up", {}, body)).status).toBe(201);
  expect(await ask("POST", "/api/desk/set-up", {}, body)).toMatchObject({ status: 409, code: "administrator_exists" });
  expect((await ask("GET", "/")).text).toContain("Sending status");
  await signIn(server, { email: "jane@example.org", password: body.password });
});

describe("Cookies", () => {
  test("of a sign-in are HttpOnly and SameSite=Lax, and Secure with the prefixes of that where the site is https", async () => {
    const secure = await startServer({ env: { PUBLIC_URL: "https://status.example.org" } });
    try {
      for (const [one, isSecure] of [
        [server, false],
        [secure, true],
      ] as const) {
        const account = await addStaff(one, "editor", "cookies@example.org");
        const csrf = await fetch(`${one.url}/api/auth/csrf`);
        const cookies = csrf.headers.getSetCookie();
        const { csrfToken } = await csrf.json();
        const answer = await fetch(`${one.url}/api/auth/callback/credentials`, {
          method: "POST",
          redirect: "manual",
          headers: { Cookie: cookies.map((set) => set.split(";")[0]).join("; ") },
          body: new URLSearchParams({ ...account, csrfToken, json: "true" }),
        });
        expect(answer.status).toBe(200);
        cookies.push(...answer.headers.getSetCookie());
        const session = `${isSecure ? "__Host-" : ""}next-auth.session-token=`;
        expect(cookies.some((set) => set.startsWith(session))).toBe(true);
        const Cookie = cookies.map((set) => set.split(";")[0]).join("; ");
        expect((await fetch(`${one.url}/api/desk/account`, { headers: { Cookie } })).status).toBe(200);
        for (const set of cookies) {
          expect(set).toMatch(/; HttpOnly/i);
          expect(set).toMatch(/; SameSite=Lax/i);
          expect(set).toMatch(/; Path=\/(;|$)/i);
          expect(/; Secure/i.test(set), set).toBe(isSecure);
          expect(/^__(Secure|Host)-/.test(set), set).toBe(isSecure);
        }
      }
    } finally {
      await secure.stop();
    }
  });

  test("are no secret of ours: what they hold is sealed, and a changed one is nobody's", async () => {
    cookie = await signIn(server, await addStaff(server, "administrator"));
    expect((await ask("GET", "/api/desk/account", { Cookie: cookie })).status).toBe(200);
    const forged = cookie.replace(/(session-token=.{40})./, "$1!");
    expect(await ask("GET", "/api/desk/account", { Cookie: forged })).toMatchObject({ status: 401 });
    expect(await ask("GET", "/api/desk/account", { Cookie: "next-auth.session-token=%00; x" })).toMatchObject({
      status: 401,
    });
  });
});

describe("A write by a cookie", () => {
  const rename = (headers: Record<string, string>) =>
    ask("PATCH", "/api/desk/account", { Cookie: cookie, ...headers }, { name: "Jane" });

  test("is refused unless a page of ours sent it, and a read is not", async () => {
    for (const headers of [
      {},
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site", Origin: server.url },
      { "Sec-Fetch-Site": "none" },
      { "X-Vigie-Same-Origin": "1" },
    ] as Record<string, string>[]) {
      expect(await rename(headers), JSON.stringify(headers)).toMatchObject({ status: 403, code: "foreign_origin" });
    }
    expect((await rename({ Origin: server.url })).status).toBe(204);
    expect((await rename({ "Sec-Fetch-Site": "same-origin" })).status).toBe(204);
    expect((await ask("GET", "/api/desk/account", { Cookie: cookie })).status).toBe(200);
  });
});

describe("A session", () => {
  test("that was revoked, or signed out of, is nobody's from the next request on", async () => {
    const account = await addStaff(server, "editor");
    const [first, second] = [await signIn(server, account), await signIn(server, account)];
    const own = JSON.parse((await ask("GET", "/api/desk/account", { Cookie: first })).text);
    const other = own.sessions.find(({ isThis }: { isThis: boolean }) => !isThis);
    const end = (by: string, id: number) =>
      ask("DELETE", `/api/desk/sessions/${id}`, { Cookie: by, Origin: server.url });
    expect((await end(first, other.id)).status).toBe(204);
    expect(await ask("GET", "/api/desk/account", { Cookie: second })).toMatchObject({ status: 401 });
    expect(await end(first, other.id)).toMatchObject({ status: 404, code: "unknown_session" });

    const csrf = await fetch(`${server.url}/api/auth/csrf`);
    const pair = csrf.headers.getSetCookie().map((set) => set.split(";")[0]);
    const { csrfToken } = await csrf.json();
    const out = await fetch(`${server.url}/api/auth/signout`, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: [first.replace(/[^;]*csrf[^;]*;? ?/, ""), ...pair].join("; ") },
      body: new URLSearchParams({ csrfToken, json: "true" }),
    });
    expect(out.status).toBe(200);
    expect(await ask("GET", "/api/desk/account", { Cookie: first })).toMatchObject({ status: 401 });
    const page = await ask("GET", "/desk/account?from=mail", { Cookie: first });
    expect(page.headers.get("location") ?? page.text).toContain("/desk/sign-in?to=%2Fdesk%2Faccount%3Ffrom%3Dmail");
  });
});

describe("The sign-in", () => {
  async function tryOnce(fields: Record<string, string>, headers: Record<string, string> = {}) {
    const csrf = await fetch(`${server.url}/api/auth/csrf`);
    const { csrfToken } = await csrf.json();
    const answer = await fetch(`${server.url}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: {
        Cookie: csrf.headers
          .getSetCookie()
          .map((set) => set.split(";")[0])
          .join("; "),
        ...headers,
      },
      body: new URLSearchParams({ csrfToken, json: "true", ...fields }),
    });
    return { status: answer.status, headers: answer.headers, ...(await answer.json()) };
  }

  test("answers bad input with a refusal and sets no session", async () => {
    const wrong = { email: "nobody@example.org", password: "wrong" };
    for (const [answer, status, code] of [
      [await tryOnce(wrong), 401, "wrong_credentials"],
      [await tryOnce({}), 422, "invalid"],
      [await tryOnce({ email: "a".repeat(10_000), password: "x" }), 422, "invalid"],
      [await tryOnce({ ...wrong, csrfToken: "forged" }), 403, "foreign_origin"],
      [await tryOnce({ ...wrong, callbackUrl: "https://evil.example" }), 401, "wrong_credentials"],
      [await tryOnce(wrong, { Cookie: "next-auth.callback-url=%5C%5Cevil" }), 400, "malformed"],
    ] as const) {
      expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
      expect(answer.headers.getSetCookie().join()).not.toContain("session-token=e");
    }
  });

  test.each([
    ["GET", "session"],
    ["GET", "signin"],
    ["GET", "providers"],
    ["GET", "callback/credentials"],
    ["POST", "_log"],
    ["POST", "session"],
    ["GET", "error"],
  ])("answers nothing else of next-auth: %s %s", async (method, path) => {
    expect((await fetch(`${server.url}/api/auth/${path}`, { method })).status).toBe(404);
  });

  test("is refused with the wait after ten wrong passwords, and no secret is in the log", async () => {
    const fields = { email: "guessed@example.org", password: "my-very-secret-guess" };
    for (let count = 0; count < 10; count++) expect((await tryOnce(fields)).status).toBe(401);
    const answer = await tryOnce(fields);
    expect(answer).toMatchObject({ status: 429, code: "too_many_requests", retryAfterSeconds: expect.any(Number) });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(800);
    expect(server.logs()).not.toContain(fields.password);
    expect(server.logs().split(link()).length).toBe(2);
  });
});
