import type { Page, Request } from "@playwright/test";
import { applicationPid } from "@/tests/support/application-process";
import { expect, test } from "@/tests/support/browser";
import { startServer } from "@/tests/support/server";
import { siteOf } from "@/tests/support/site";
import { readStream } from "@/tests/support/stream-reader";

/** What a page asks for while it is open. */
function requestsOf(page: Page) {
  const paths: string[] = [];
  page.on("request", (request: Request) => paths.push(new URL(request.url()).pathname));
  return {
    count: (path: string) => paths.filter((one) => one === path).length,
    forget: () => paths.splice(0),
  };
}

/** As a browser tells a page that its tab is left or looked at. */
async function show(page: Page, visibility: "hidden" | "visible") {
  await page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, visibility);
}

const STATUS = "/api/v1/status";
const STREAM = "/api/v1/stream";

test("a change reaches an open page through the stream, and nothing is asked for but what was drawn; a hidden tab has no stream, and asks at once when it is seen", async ({
  page,
  server,
}) => {
  const site = siteOf(server);
  await site.source("receiver");
  await site.network("main", 2, 10, { name: "Main network" });
  const asked = requestsOf(page);
  await page.clock.install();
  await page.goto("/");
  const row = page.getByRole("article", { name: "Main network" });
  await site.tell("block", "receiver", 2, 4);
  await expect(row.getByText("60%").first()).toBeAttached();
  await expect(row.getByText("Partial outage")).toBeVisible();
  await expect.poll(() => asked.count("/api/views/bars")).toBe(1);
  await page.clock.runFor(25_000);
  expect(asked.count(STATUS)).toBe(0);
  expect(asked.count(STREAM)).toBe(1);

  await show(page, "hidden");
  asked.forget();
  await site.tell("unblock", "receiver", 2, 4);
  await page.clock.runFor(25_000);
  await expect(row.getByText("60%").first()).toBeAttached();
  expect(asked.count(STATUS) + asked.count(STREAM)).toBe(0);
  await show(page, "visible");
  await expect(row.getByText("100%").first()).toBeAttached();
  await expect.poll(() => asked.count(STREAM)).toBe(1);
});

test("a page that gets no stream asks now and then, and gets one once there is room", async ({ page }) => {
  const server = await startServer({ env: { STREAMS_PER_CLIENT: "1" } });
  const site = siteOf(server);
  await site.source("receiver");
  await site.network("main", 2, 10, { name: "Main network" });
  const other = await readStream(server.url + STREAM);
  const asked = requestsOf(page);
  await page.goto(server.url);
  await site.tell("block", "receiver", 2, 4);
  await expect(page.getByRole("article", { name: "Main network" }).getByText("60%").first()).toBeAttached();
  expect(asked.count(STATUS)).toBeGreaterThan(0);

  const opened = page.waitForResponse((response) => response.url().includes(STREAM) && response.ok());
  other.close();
  await opened;
  await site.tell("unblock", "receiver", 2, 4);
  await expect(page.getByRole("article", { name: "Main network" }).getByText("100%").first()).toBeAttached();
  await server.stop();
});

test("an open page tells the truth through trouble: live, stale while the application hangs, live again, and after the front is killed and back", async ({
  page,
}) => {
  const env = { STALE_AFTER_SECONDS: "2" };
  const server = await startServer({ env });
  const site = siteOf(server);
  await site.source("receiver");
  await site.network("main", 2, 10, { name: "Main network" });
  // Until something has come by the stream, a page waits a minute at the least before it says that nothing comes.
  const streamed = page.waitForResponse((response) => response.url().includes(STREAM) && response.ok());
  await page.goto(server.url);
  await streamed;
  const html = page.locator("html");
  const row = page.getByRole("article", { name: "Main network" });
  await expect(html).toHaveAttribute("data-freshness", "fresh");

  const pid = applicationPid(server);
  process.kill(pid, "SIGSTOP");
  await expect(html).toHaveAttribute("data-freshness", "stale");
  await expect(page.getByText(/^Data as of \d\d:\d\d/)).toBeVisible();
  await page.reload();
  await expect(html, "a page that came stale").toHaveAttribute("data-freshness", "stale");
  process.kill(pid, "SIGCONT");
  await expect(html).toHaveAttribute("data-freshness", "fresh");
  await site.tell("block", "receiver", 2, 4);
  await expect(row.getByText("60%").first()).toBeAttached();

  await server.kill();
  const back = await startServer({ dataDir: server.dataDir, port: Number(new URL(server.url).port), env });
  await siteOf(back).tell("unblock", "receiver", 2, 4);
  await expect(row.getByText("100%").first()).toBeAttached();
  await expect(html).toHaveAttribute("data-freshness", "fresh");
  await back.stop();
});
