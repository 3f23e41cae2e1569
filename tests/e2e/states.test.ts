import { rmSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@/tests/support/browser";
import { siteOf } from "@/tests/support/site";

// In this order, on one server: it is empty at first, then has a network, and loses its database in the end.
test("before anything is declared the page says so, and where to begin, in both languages, by its own scripts", async ({
  page,
}) => {
  for (const [path, headline, calm, replay] of [
    ["/", "No network is declared yet.", "Nothing to report in the last 90 days.", "Replay"],
    ["/fr", "Aucun réseau n’est encore déclaré.", "Rien à signaler depuis 90 jours.", "Rediffusion"],
  ] as const) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expect(page.locator("html")).toHaveAttribute("data-freshness", "fresh");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(headline);
    await expect(page.getByText(calm)).toBeVisible();
    expect(await page.locator(".pulse").count()).toBe(0);
    // On real time nothing speaks of a replay.
    await expect(page.getByRole("complementary", { name: replay })).toHaveCount(0);
  }
});

test("a network whose probes are silent is not verified: in grey, doubted, and without a green figure", async ({
  page,
  server,
}) => {
  const site = siteOf(server);
  await site.source("outlook", { name: "Outlook.com" });
  await site.network("main", 2, 10, { name: "Main network", staleAfterMinutes: 0.02 });
  await site.look(["main"]);
  await page.goto("/");
  const doubt = page.getByText("Not verified", { exact: true }).first();
  await expect(doubt).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Not verified");
  await expect(page.locator(".pulse")).toHaveCount(0);
});

test("every page names itself in each language, its canonical address, and its feeds", async ({ page, server }) => {
  const site = siteOf(server);
  await site.network("named", 40, 2, { name: "Named network" });
  const slug = await site.incident("Named incident", ["named"]);
  const hrefs = (selector: string) =>
    page.locator(selector).evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const path of ["/", "/networks/named", `/incidents/${slug}`, "/incidents", "/address"]) {
    const bare = path === "/" ? "" : path;
    await page.goto(`/fr${bare}`);
    expect(await hrefs("link[rel=canonical]")).toEqual([`${server.url}/fr${bare}`]);
    expect(await hrefs("link[rel=alternate][hreflang=en]")).toEqual([`${server.url}${bare}`]);
    expect(await hrefs("link[rel=alternate][hreflang=fr]")).toEqual([`${server.url}/fr${bare}`]);
    expect(await hrefs("link[rel=alternate][type='application/atom+xml']")).toContain(`${server.url}/fr/atom.xml`);
    expect(await page.locator("meta[name=description]").getAttribute("content")).not.toBe("");
    const foreign = await page.evaluate(() =>
      performance.getEntriesByType("resource").filter(({ name }) => !name.startsWith(location.origin)),
    );
    expect(foreign).toEqual([]);
  }
  await page.goto(`/incidents/${slug}`);
  expect(await hrefs("link[rel=alternate][type='application/rss+xml']")).toContain(
    `${server.url}/incidents/${slug}/feed.xml`,
  );
});

test("with its database away a page that nobody has read claims nothing and says so by 503", async ({
  page,
  server,
}) => {
  rmSync(path.join(server.dataDir, "vigie.db"));
  for (const [at, says] of [
    ["/networks/nobody-asked", "The figures are out of reach."],
    ["/fr/incidents/none", "Les chiffres sont hors d’atteinte."],
  ]) {
    const answer = await page.goto(at ?? "");
    expect(answer?.status()).toBe(503);
    expect(answer?.headers()["retry-after"]).toMatch(/^\d+$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(says ?? "");
  }
});
