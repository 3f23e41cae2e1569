import type { BrowserContext, Page } from "@playwright/test";
import { addStaff as makeAccount } from "@/server/staff";
import { untilAwake } from "./awake";
import type { RunningServer } from "./server";
import { onDatabaseOf } from "./server";

export interface Account {
  readonly email: string;
  readonly password: string;
}

const accounts = new WeakMap<RunningServer, Map<string, Account>>();

/** An account on a running server, made where it is not there yet. */
export async function addStaff(
  server: RunningServer,
  role: "administrator" | "editor",
  email = `${role}@example.org`,
): Promise<Account> {
  const there = accounts.get(server) ?? new Map<string, Account>();
  const made = there.get(`${role} ${email}`);
  if (made !== undefined) return made;
  const account = { email, password: "correct horse battery" };
  await onDatabaseOf(server, (context) => makeAccount(context, { ...account, name: role, role }));
  accounts.set(server, there.set(`${role} ${email}`, account));
  return account;
}

/** Signs in without a browser and returns the cookies as a header bears them. */
export async function signIn(server: RunningServer, { email, password }: Account): Promise<string> {
  const csrf = await fetch(`${server.url}/api/auth/csrf`);
  const { csrfToken } = await csrf.json();
  const answer = await fetch(`${server.url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ email, password, csrfToken, json: "true" }),
  });
  if (!answer.ok) throw new Error(`No session: ${await answer.text()}`);
  return cookiesOf(answer);
}

/** Signs a browser in without a page. Takes the place of who was signed in, in one step. */
export async function bringSession(context: BrowserContext, server: RunningServer, account: Account): Promise<void> {
  const cookies = (await signIn(server, account)).split("; ").map((cookie) => {
    const [name = "", ...value] = cookie.split("=");
    return { name, value: value.join("="), url: server.url };
  });
  await context.addCookies(cookies);
}

/** Opens a page of the desk and waits until it answers keys. */
export async function openDesk(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilAwake(page);
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}
