import { expect, test } from "@/tests/support/browser";
import { siteOf } from "@/tests/support/site";

test("a block shows in an open page without reload, is announced once, and moves nothing", async ({ page, server }) => {
  const site = siteOf(server);
  await site.source("receiver-live");
  await site.network("live", 10, 10, { name: "Live network" });
  await page.goto("/");
  const row = page.getByRole("article", { name: "Live network" });
  await expect(row.getByText("100%").first()).toBeAttached();
  await page.evaluate(() => {
    const moved: number[] = [];
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: "layout-shift", buffered: false });
  });

  await site.tell("block", "receiver-live", 10, 4);
  await expect(row.getByText("60%").first()).toBeAttached();
  await expect(row.getByText("Partial outage")).toBeVisible();
  const headline = await page.getByRole("heading", { level: 1 }).textContent();
  await expect(page.locator("[aria-live=polite].sr-only")).toHaveText(headline ?? "");

  const announced = await page.locator("[aria-live=polite].sr-only").textContent();
  await site.tell("unblock", "receiver-live", 10, 1);
  await expect(row.getByText("70%").first()).toBeAttached();
  expect(announced).not.toBe("");
  const moved = await page.evaluate(() => (window as unknown as { moved: number[] }).moved);
  expect(moved.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.1);
});

test("a new incident and its updates reach the open page, its log included", async ({ page, server }) => {
  const site = siteOf(server);
  await site.network("news", 11, 5, { name: "News network" });
  await page.goto("/");
  const slug = await site.incident("Mail is late", ["news"]);
  await expect(page.getByRole("heading", { name: "Mail is late", exact: true })).toBeVisible();
  await site.send("POST", `/api/v1/incidents/${slug}/updates`, {
    title: "The filter answers",
    status: "identified",
    bodyMarkdown: "It is **their** data.",
    notify: false,
  });
  const log = page.getByRole("region", { name: "Log" });
  await expect(log.getByRole("link", { name: "The filter answers" })).toBeVisible();
  await page.goto(`/incidents/${slug}`);
  await site.send("POST", `/api/v1/incidents/${slug}/updates`, {
    title: "Over",
    status: "resolved",
    bodyMarkdown: "All released.",
    notify: false,
  });
  await expect(page.getByRole("link", { name: "Over", exact: true })).toBeVisible();
});

test("an open tab withdraws its green after two minutes without an answer, and trusts again with the next", async ({
  page,
  server,
}) => {
  const site = siteOf(server);
  await site.network("quiet", 12, 3, { name: "Quiet network" });
  await page.clock.install();
  const streamed = page.waitForResponse(/\/api\/v1\/stream/);
  await page.goto("/");
  await streamed;
  const html = page.locator("html");
  const colour = () => html.evaluate((element) => getComputedStyle(element).getPropertyValue("--operational").trim());
  const fresh = await colour();
  await page.route("**/api/**", (route) => route.fulfill({ status: 503, body: "{}" }));
  await page.clock.runFor(110_000);
  await expect(html).toHaveAttribute("data-freshness", "fresh");
  await page.clock.runFor(15_000);
  await expect(html).toHaveAttribute("data-freshness", "stale");
  await expect(page.getByText(/^Data as of \d\d:\d\d/)).toBeVisible();
  expect(await colour()).not.toBe(fresh);

  await page.unroute("**/api/**");
  await page.clock.runFor(10_000);
  await expect(html).toHaveAttribute("data-freshness", "fresh");
  await expect(page.getByText(/^Data as of/)).toBeHidden();
});

test("a bar tells its day where one points at it, and leads to the days of its network", async ({ page, server }) => {
  const site = siteOf(server);
  await site.source("receiver-days");
  await site.network("days", 14, 10, { name: "Network of days" });
  await site.tell("block", "receiver-days", 14, 4);
  await page.goto("/");
  const bars = page.getByRole("article", { name: "Network of days" }).getByRole("link", { name: "the last 90 days" });
  await bars.hover();
  await expect(bars.locator("title")).toContainText(["lowest 60%"]);
  await bars.click();
  await expect(page).toHaveURL(/\/networks\/days#days$/);
  const days = page.getByRole("region", { name: "Day by day" });
  await days.getByText("As a table").click();
  await expect(days.getByRole("cell", { name: "lowest 60%" })).toBeVisible();
});
