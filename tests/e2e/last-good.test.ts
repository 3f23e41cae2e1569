import { once } from "node:events";
import { existsSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import type { Page } from "@playwright/test";
import { lookup } from "mrmime";
import { expect, testAlone } from "@/tests/support/browser";
import { startServer } from "@/tests/support/server";
import { siteOf } from "@/tests/support/site";

const test = testAlone.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  server: async ({}, use) => {
    const server = await startServer({ env: { STALE_AFTER_SECONDS: "2", TIME_ZONE: "UTC" } });
    const site = siteOf(server);
    await site.source("outlook", { name: "Outlook.com" });
    await site.network("main", 2, 10, { name: "Main network" });
    await site.look(["main"]);
    await use(server);
    await server.stop();
  },
});
test.use({ javaScriptEnabled: false });

const colour = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate(
      (element) => getComputedStyle(element).getPropertyValue("--level").trim() || getComputedStyle(element).color,
    );
const dim = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--dim"));
const reloaded = async (page: Page, word: "fresh" | "stale") => {
  await expect(async () => {
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-freshness", word, { timeout: 100 });
  }).toPass({ timeout: 30_000 });
};

test("without scripts, a page that nobody vouches for withdraws its green and says as of when it speaks", async ({
  page,
  server,
}) => {
  const database = path.join(server.dataDir, "vigie.db");
  for (const [address, asOf, network] of [
    ["/", /^Data as of \d\d:\d\d/, "Main network"],
    ["/fr", /^Données de \d\d?\sh/, "Main network"],
  ] as const) {
    await page.goto(address);
    await reloaded(page, "fresh");
    await expect(page.getByRole("article", { name: network })).toBeVisible();
    const green = await colour(page, "article [data-level=operational], [data-level=operational]");
    expect(green).not.toBe(await dim(page));
    const old = page.locator(".only-stale");
    await expect(old.first()).toBeHidden();
    const etag = (await page.request.get("/api/v1/status")).headers().etag;

    renameSync(database, `${database}.away`);
    await reloaded(page, "stale");
    expect(await colour(page, "article [data-level=operational], [data-level=operational]")).toBe(await dim(page));
    await expect(old.first()).toBeVisible();
    await expect(old.first()).toHaveText(asOf);
    await expect(page.locator(".only-fresh").first()).toBeHidden();
    const status = await page.request.get("/api/v1/status");
    expect(await status.json()).toMatchObject({ freshness: "stale" });
    expect(status.headers().etag).not.toBe(etag);

    renameSync(`${database}.away`, database);
    await reloaded(page, "fresh");
    await expect(old.first()).toBeHidden();
    expect(await (await page.request.get("/api/v1/status")).json()).toMatchObject({ freshness: "fresh" });
  }
});

test("the folder of kept pages alone, on a plain web server, shows them with their styles and fonts, and as stale", async ({
  page,
  server,
}) => {
  const folder = path.join(server.dataDir, "pages");
  for (const file of ["networks/main/index.html", "icon.svg"]) {
    await expect(() => expect(existsSync(path.join(folder, file))).toBe(true)).toPass();
  }
  await expect(() => expect(readFileSync(path.join(folder, "index.html"), "utf8")).toContain("Main network")).toPass();
  const missing: string[] = [];
  const plain = createServer((request, response) => {
    const asked = path.join(folder, decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const file = existsSync(asked) && statSync(asked).isDirectory() ? path.join(asked, "index.html") : asked;
    if (!existsSync(file)) {
      missing.push(request.url ?? "");
      return response.writeHead(404).end();
    }
    return response.writeHead(200, { "Content-Type": lookup(file) ?? "" }).end(readFileSync(file));
  }).listen(0, "127.0.0.1");
  await once(plain, "listening");
  const address = plain.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  const url = `http://127.0.0.1:${address.port}`;

  await page.goto(`${url}/`);
  await expect(page.locator("html")).toHaveAttribute("data-freshness", "stale");
  await expect(page.locator(".only-stale").first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  expect(
    await page.evaluate(() => [...document.fonts].filter(({ status }) => status === "loaded").length),
  ).toBeGreaterThan(0);
  await page.getByRole("article", { name: "Main network" }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Main network" })).toBeVisible();
  expect(missing).toEqual([]);
  plain.close();
  plain.closeAllConnections();
});
