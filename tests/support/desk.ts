import { spawnSync } from "node:child_process";
import type { Page } from "@playwright/test";
import type { RunningServer } from "./server";

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** Makes an account on a running server by the command that users have. */
export function addStaff(
  server: RunningServer,
  role: "administrator" | "editor",
  email = `${role}@example.org`,
): Account {
  const password = "correct horse battery";
  const args = ["build/staff.mjs", "--email", email, "--name", role, "--role", role];
  const { status, stderr } = spawnSync(process.execPath, args, { env: server.env, input: password, encoding: "utf8" });
  if (status !== 0) throw new Error(`No account: ${stderr}`);
  return { email, password };
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

/** Signs a browser in, by the page that staff have. */
export async function signInByPage(page: Page, { email, password }: Account, prefix = ""): Promise<void> {
  await page.goto(`${prefix}/desk/sign-in`);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("input[name=password]").press("Enter");
  await page.waitForURL(`**${prefix}/desk`);
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}
