import type { Browser, Cookie } from "@playwright/test";
import type { Scene } from "./shots";
import type { Stage } from "./stage";

/** Signs in as staff do, and returns the cookies of the session. */
export async function signIn(browser: Browser, { url, account }: Stage): Promise<Cookie[]> {
  const { email, password } = account();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/desk/sign-in`);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("input[name=password]").press("Enter");
  await page.waitForURL("**/desk");
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** Every page of the desk, in the middle of the incident. */
export function deskScenes(url: string, cookies: readonly Cookie[], slug: string): Scene[] {
  const scene = (name: string, path: string): Scene => ({ name: `desk-${name}`, url, path: `/desk${path}`, cookies });
  return [
    scene("board", ""),
    scene("incidents", "/incidents"),
    scene("incident-new", "/incidents/new"),
    scene("incident", `/incidents/${slug}`),
    scene("notice", `/incidents/${slug}/notice`),
    scene("checks", "/checks"),
    scene("queue", "/checks/symantec-brightmail"),
    scene("address", "/addresses/192.0.2.20"),
    scene("networks", "/networks"),
    scene("network", "/networks/main"),
    scene("network-new", "/networks/new"),
    scene("sources", "/sources"),
    scene("source-new", "/sources/new"),
    scene("probes", "/probes"),
    scene("people", "/people"),
    scene("account", "/account"),
    scene("tokens", "/tokens"),
    scene("settings", "/settings"),
    scene("audit", "/audit"),
  ];
}
