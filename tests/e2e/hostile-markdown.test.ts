import { hostileMarkdown } from "@/tests/fixtures/hostile-markdown";
import { expect, test } from "@/tests/support/browser";
import { siteOf } from "@/tests/support/site";

test("hostile Markdown runs nothing, loads nothing and breaks no page, on the first page and on its own", async ({
  page,
  server,
}) => {
  const site = siteOf(server);
  await site.network("main", 2, 2, { name: "Main network" });
  const slug = await site.incident("Hostile", ["main"]);
  await site.updates(
    slug,
    hostileMarkdown.map(({ name, markdown }) => ({ title: name, bodyMarkdown: markdown })),
  );
  await site.send("PATCH", `/api/v1/incidents/${slug}`, {
    noticeMarkdown: hostileMarkdown
      .map(({ markdown }) => markdown)
      .join("\n\n")
      .slice(0, 65_536),
  });

  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url)) foreign.push(request.url());
  });
  page.on("dialog", (dialog) => foreign.push(`a dialog: ${dialog.message()}`));
  for (const path of ["/", `/incidents/${slug}`]) {
    await page.goto(`${server.url}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => Reflect.has(window, "hostile"))).toBe(false);
    const kinds =
      "script:not([src*='/_next/']):not(:where(body > script)), iframe, object, embed, base, form:not([action])";
    expect(await page.locator(`.prose :is(${kinds}), .prose [style], .prose [onerror], .prose [onload]`).count()).toBe(
      0,
    );
    await expect(page.locator("#follow")).toBeVisible();
    expect(await page.locator("footer").count()).toBe(1);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, "a text does not widen the page").toBeLessThanOrEqual(0);
  }
  const shown = await page.locator("li .log-headline").allTextContents();
  expect(shown).toEqual(expect.arrayContaining(hostileMarkdown.map(({ name }) => name)));
  expect(new URL(page.url()).origin).toBe(server.url);
  expect(foreign).toEqual([]);
});
