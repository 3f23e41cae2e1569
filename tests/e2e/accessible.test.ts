import { faultsOf, overflowOf } from "@/tests/support/axe";
import { expect, test } from "@/tests/support/browser";
import { siteOf } from "@/tests/support/site";

for (const [colorScheme, looked] of [
  ["light", 390],
  ["dark", 1280],
] as const) {
  test(`axe finds nothing wrong with any page, ${colorScheme}`, async ({ browser, server }) => {
    const site = siteOf(server);
    await site.source("receiver-seen", { name: "Outlook.com" });
    await site.network("seen", 30, 10, { name: "Seen network", staleAfterMinutes: 45 });
    await site.look(["seen"]);
    await site.tell("block", "receiver-seen", 30, 4);
    const slug = await site.incident(`Seen to be refused, ${colorScheme}`, ["seen"], {
      noticeMarkdown: "Nothing to do.",
    });
    const pages = ["/", "/networks/seen", `/incidents/${slug}`, "/incidents", "/address", "/address/192.0.30.1"];
    const context = await browser.newContext({ baseURL: server.url, colorScheme, reducedMotion: "reduce" });
    const page = await context.newPage();
    for (const path of [...pages, "/address/203.0.113.1", "/nowhere", "/fr", "/docs/api"]) {
      await page.setViewportSize({ width: looked, height: 900 });
      await page.goto(path);
      expect(await faultsOf(page), `${path} at ${looked}`).toEqual([]);
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await overflowOf(page), `${path} at ${width} is wider than its screen`).toBeLessThanOrEqual(0);
      }
    }
    await context.close();
  });
}

test("the look-up is reached and used by the keyboard alone, past the skip link", async ({ page, server }) => {
  const site = siteOf(server);
  await site.network("keys", 31, 2, { name: "Keys network" });
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();
  const field = page.getByRole("textbox", { name: "Is my address blocked?" });
  for (let steps = 0; steps < 60 && !(await field.evaluate((element) => element === document.activeElement)); steps++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    });
    expect(seen, "what has the focus shows it").toBe(true);
  }
  await page.keyboard.type("192.0.31.1");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/address\/192\.0\.31\.1$/);
});

test("printed, an incident is its text and figures without the controls", async ({ page, server }) => {
  const site = siteOf(server);
  await site.network("paper", 32, 2, { name: "Paper network" });
  const slug = await site.incident("On paper", ["paper"]);
  await page.goto(`/incidents/${slug}`);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("heading", { level: 1, name: "On paper" })).toBeVisible();
  await expect(page.getByText("We are looking into it.")).toBeVisible();
  await expect(page.locator("nav").first()).toBeHidden();
  await expect(page.locator("footer")).toBeHidden();
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(paper).toBe("rgb(255, 255, 255)");
});
