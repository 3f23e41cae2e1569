import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account } from "@/tests/support/desk";
import { addStaff, signIn } from "@/tests/support/desk";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";

let server: RunningServer;
let account: Account;

beforeAll(async () => {
  server = await startServer();
  account = await addStaff(server, "administrator");
}, 30_000);

afterAll(async () => {
  const logs = server.logs();
  await server.stop();
  expect(logs).not.toMatch(/nobody expected|TypeError|SyntaxError|⨯/);
});

const ask = (path: string, init: RequestInit = {}) => fetch(server.url + path, { redirect: "manual", ...init });
const form = (fields: Record<string, string>) => new URLSearchParams(fields);

async function csrf(): Promise<{ token: string; cookie: string }> {
  const answer = await ask("/api/auth/csrf");
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");
  return { token: (await answer.json()).csrfToken, cookie };
}

test("what next-auth has beside sign-in and sign-out is not there", async () => {
  for (const path of [
    "/api/auth",
    "/api/auth/signin",
    "/api/auth/signin/credentials",
    "/api/auth/signout",
    "/api/auth/error",
    "/api/auth/error?error=Configuration",
    "/api/auth/verify-request",
    "/api/auth/_log",
    "/api/auth/session",
    "/api/auth/providers",
    "/api/auth/callback",
    "/api/auth/callback/credentials",
    "/api/auth/callback/github",
    "/api/auth/nonsense",
    "/api/auth/a/b/c/d",
    "/api/auth/..%2f..%2fdesk",
    "/api/auth/%00",
    "/api/auth/__proto__",
  ]) {
    const answer = await ask(path);
    expect([path, answer.status, answer.headers.get("location")]).toEqual([
      path,
      expect.toSatisfy((status: number) => status === 404 || status === 400 || status === 405),
      null,
    ]);
    expect([path, await answer.text()]).toEqual([path, expect.not.stringMatching(/<html|Error:|\n {2,}at /)]);
  }
  for (const path of ["/api/auth/_log", "/api/auth/signin/credentials", "/api/auth/callback/github"]) {
    expect([path, (await ask(path, { method: "POST", body: form({}) })).status]).toEqual([path, 404]);
  }
});

test("methods that nothing here has are refused", async () => {
  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"]) {
    for (const path of ["/api/auth/csrf", "/api/auth/signout", "/api/auth/callback/credentials"]) {
      const { status } = await ask(path, { method });
      expect([method, path, status]).toEqual([method, path, expect.toSatisfy((code: number) => code < 500)]);
    }
  }
});

test("whatever is sent to sign in or out is refused in a clean answer, and starts no session", async () => {
  const { token, cookie } = await csrf();
  const json = { "Content-Type": "application/json" };
  const plain = { "Content-Type": "application/x-www-form-urlencoded" };
  const { email, password } = account;
  const bodies: [Record<string, string>, BodyInit | null][] = [
    [plain, null],
    [plain, ""],
    [plain, "%"],
    [plain, "email=%ff%fe&password=%00"],
    [plain, form({ email, password })],
    [plain, form({ email, password, csrfToken: "0".repeat(64) })],
    [plain, `csrfToken=${token}&email=a&email=b&password=c&password=d`],
    [plain, form({ csrfToken: token, email: "x".repeat(50_000), password: "y" })],
    [plain, form({ csrfToken: token, email: "x\0y", password: "z" })],
    [plain, form({ csrfToken: token, password })],
    [json, "{"],
    [json, "null"],
    [json, "[]"],
    [json, "5"],
    [json, '"text"'],
    [json, JSON.stringify({ csrfToken: token, email: ["a"], password: { b: 1 } })],
    [json, JSON.stringify({ csrfToken: [token], email, password })],
    [json, JSON.stringify({ csrfToken: token, __proto__: { email, password } })],
    [{ "Content-Type": "multipart/form-data; boundary=x" }, "--x\r\nnonsense"],
    [{ "Content-Type": "multipart/form-data" }, "nonsense"],
    [{ "Content-Type": "text/plain" }, "nonsense"],
    [{}, new Uint8Array([0xff, 0, 0xfe])],
    [plain, "a".repeat(5_000_000)],
  ];
  for (const path of ["/api/auth/callback/credentials", "/api/auth/signout"]) {
    for (const [index, [headers, body]] of bodies.entries()) {
      const answer = await ask(path, {
        method: "POST",
        headers: { ...headers, Cookie: cookie, Origin: server.url },
        body,
      });
      const name = `${path} with body ${index}`;
      expect([name, answer.status]).toEqual([name, expect.toSatisfy((status: number) => status < 500)]);
      const cookies = answer.headers.getSetCookie().filter((one) => /session-token=[^;]/.test(one));
      expect([name, cookies]).toEqual([name, []]);
      expect([name, answer.headers.get("location") ?? ""]).toEqual([
        name,
        expect.not.stringMatching(/^https?:\/\/(?!127)/),
      ]);
      await answer.arrayBuffer();
    }
  }
}, 60_000);

test("headers and cookies that are no session are nobody's", async () => {
  for (const cookie of [
    "next-auth.session-token=",
    "next-auth.session-token=a.b.c.d.e",
    "next-auth.session-token=%E0%A4%A",
    `next-auth.session-token=${"x".repeat(4_000)}`,
    "next-auth.session-token.0=a; next-auth.session-token.99999999999=b",
    "__Host-next-auth.session-token=x; next-auth.csrf-token=%",
    "=; ;;; next-auth.session-token",
  ]) {
    expect([cookie, (await ask("/api/desk/audit", { headers: { Cookie: cookie } })).status]).toEqual([cookie, 401]);
    expect([cookie, (await ask("/desk", { headers: { Cookie: cookie } })).status]).toEqual([cookie, 307]);
  }
});

test("nothing that is sent decides where a sign-in leads", async () => {
  const { token, cookie } = await csrf();
  for (const callbackUrl of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "x".repeat(9_000),
  ]) {
    const sent = { ...account, csrfToken: token, callbackUrl, json: "true" };
    for (const body of [form(sent), form({ ...sent, password: "wrong" })]) {
      const answer = await ask(`/api/auth/callback/credentials?callbackUrl=${encodeURIComponent(callbackUrl)}`, {
        method: "POST",
        headers: { Cookie: `${cookie}; next-auth.callback-url=${encodeURIComponent(callbackUrl)}`, Origin: server.url },
        body,
      });
      expect(answer.status).toBeLessThan(500);
      expect(await answer.text()).not.toMatch(/evil|javascript:/);
      expect(`${answer.headers.get("location")}`).not.toMatch(/evil|javascript:/);
    }
  }
});

test("a link does not sign out, and neither does a form of another site", async () => {
  const session = await signIn(server, account);
  const isSignedIn = async () => (await ask("/api/desk/audit", { headers: { Cookie: session } })).status === 200;
  await ask("/api/auth/signout", { headers: { Cookie: session } });
  expect(await isSignedIn()).toBe(true);
  await ask("/api/auth/signout", {
    method: "POST",
    headers: { Cookie: session, Origin: "https://evil.example" },
    body: form({}),
  });
  expect(await isSignedIn()).toBe(true);
});
