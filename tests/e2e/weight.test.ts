import type { Page, Request } from "@playwright/test";
import { applicationPid } from "@/tests/support/application-process";
import { untilAwake } from "@/tests/support/awake";
import { expect, test } from "@/tests/support/browser";
import { siteOf } from "@/tests/support/site";

const SCRIPTS_AT_MOST_BYTES = 140_000;
const ALL_AT_MOST_BYTES = 200_000;

interface Loaded {
  readonly url: string;
  readonly type: string;
  /** As it came over the wire. */
  readonly bytes: number;
}

/** All that a browser with nothing in its cache loads to show a page, until nothing more comes. */
async function loadOf(page: Page, url: string): Promise<Loaded[]> {
  const finished: Request[] = [];
  page.on("requestfinished", (request) => finished.push(request));
  await page.goto(url, { waitUntil: "load" });
  await untilAwake(page);
  await page.evaluate(() => document.fonts.ready);
  return Promise.all(
    finished.map(async (request) => {
      const { responseBodySize, responseHeadersSize } = await request.sizes();
      return { url: request.url(), type: request.resourceType(), bytes: responseBodySize + responseHeadersSize };
    }),
  );
}

const sum = (loaded: readonly Loaded[]) => loaded.reduce((total, { bytes }) => total + bytes, 0);

test("a first visit weighs at most 200 KB, 140 KB of them scripts, with nothing from elsewhere", async ({
  browser,
  server,
}, { annotations }) => {
  const site = siteOf(server);
  await site.source("receiver-weight", { name: "Outlook.com" });
  await site.network("weight", 61, 30, { name: "Main network" });
  await site.network("other-weight", 62, 30, { name: "Other network" });
  await site.tell("block", "receiver-weight", 61, 8);
  const slug = await site.incident("Refused", ["weight"], { noticeMarkdown: "You need not write to us." });
  for (const path of ["/", "/networks/weight", `/incidents/${slug}`]) {
    const context = await browser.newContext();
    const loaded = await loadOf(await context.newPage(), `${server.url}${path}`);
    await context.close();
    const scripts = loaded.filter(({ type }) => type === "script");
    const description = `${sum(loaded)} bytes, ${sum(scripts)} of them scripts`;
    annotations.push({ type: path, description });
    expect(scripts.length, path).toBeGreaterThan(3);
    expect(loaded.map(({ type }) => type)).toEqual(expect.arrayContaining(["document", "stylesheet", "font"]));
    expect(sum(scripts), `${path}: ${description}`).toBeLessThanOrEqual(SCRIPTS_AT_MOST_BYTES);
    expect(sum(loaded), `${path}: ${description}`).toBeLessThanOrEqual(ALL_AT_MOST_BYTES);
    expect(loaded.filter(({ url }) => !url.startsWith(`${server.url}/`))).toEqual([]);
  }
});

test("a page is whole while the application is not there: styles, font, scripts, icon", async ({ page, server }) => {
  const site = siteOf(server);
  await site.network("kept-weight", 63, 10, { name: "Kept network" });
  await fetch(server.url);
  const pid = applicationPid(server);
  process.kill(pid, "SIGSTOP");
  try {
    const failed: string[] = [];
    page.on("response", (response) => response.ok() || failed.push(response.url()));
    const loaded = await loadOf(page, server.url);
    expect(failed.filter((url) => !url.includes("/api/"))).toEqual([]);
    expect(loaded.map(({ type }) => type)).toEqual(expect.arrayContaining(["stylesheet", "font", "script"]));
    const [family = ""] = await page.locator("h1").evaluate((node) => getComputedStyle(node).fontFamily.split(","));
    expect(await page.evaluate((name) => document.fonts.check(`600 20px ${name}`), family)).toBe(true);
    const icon = await page.locator("link[rel=icon]").getAttribute("href");
    expect((await fetch(`${server.url}${icon}`)).status).toBe(200);
    await expect(page.getByRole("article", { name: "Kept network" })).toBeVisible();
  } finally {
    process.kill(pid, "SIGCONT");
  }
});
