import { expect, test } from "@/tests/support/browser";
import { siteOf } from "@/tests/support/site";

test.use({ javaScriptEnabled: false });

test("every page is whole without scripts, in both languages", async ({ page, server }) => {
  const site = siteOf(server);
  await site.source("receiver-whole", { name: "Outlook.com" });
  await site.network("whole", 20, 10, {
    name: "Main network",
    translations: { fr: { name: "Réseau principal" } },
    lang: "en",
  });
  await site.tell("block", "receiver-whole", 20, 4);
  const slug = await site.incident("Refused", ["whole"], {
    lang: "en",
    translations: { fr: { title: "Refusé" } },
    noticeMarkdown: "You need not write to us.",
    update: { title: "We look", bodyMarkdown: "We look into it." },
  });

  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const row = page.getByRole("article", { name: "Main network" });
  await expect(row.getByText("4 of 10 refused")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Refused", exact: true })).toBeVisible();
  await expect(page.getByText("You need not write to us.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Log" }).getByText("We look into it.")).toBeVisible();

  await page.goto("/fr");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page.getByRole("article", { name: "Réseau principal" }).getByText("4 sur 10 refusées")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Refusé", exact: true })).toBeVisible();

  await page.goto("/networks/whole?window=24h");
  await expect(page.getByRole("heading", { level: 1, name: "Main network" })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Main network, from/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Outlook\.com/ })).toContainText("60%");

  await page.goto(`/incidents/${slug}`);
  const update = page.getByRole("listitem").filter({ hasText: "We look into it." });
  const link = await update.getByRole("link", { name: "We look" }).getAttribute("href");
  expect(link).toBe(`/incidents/${slug}#${await update.getAttribute("id")}`);
});

test("the look-up answers by a page of its own, and says what it cannot answer", async ({ page, server }) => {
  const site = siteOf(server);
  await site.source("receiver-asked", { name: "Outlook.com" });
  await site.network("asked", 21, 4, { name: "Asked network" });
  await site.tell("block", "receiver-asked", 21, 1);
  const slug = await site.incident("They refuse", ["asked"]);

  await page.goto("/");
  await page.getByRole("textbox", { name: "Is my address blocked?" }).fill("192.0.21.1");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page).toHaveURL(/\/address\/192\.0\.21\.1$/);
  await expect(page.getByRole("link", { name: "They refuse" })).toHaveAttribute("href", `/incidents/${slug}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("192.0.21.1 is blocked by Outlook.com.");
  await page.goto("/address/192.0.21.2");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No block of 192.0.21.2 is reported.");
  for (const [asked, says] of [
    ["203.0.113.1", "203.0.113.1 is not one of ours."],
    ["nonsense", "“nonsense” is not an IP address."],
  ] as const) {
    const answer = await page.goto(`/address/${asked}`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(says);
  }
});

test("what is not there is a real 404, in the reader's language", async ({ page }) => {
  for (const path of ["/networks/nowhere", "/incidents/never", "/no/such/page"]) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page here.");
    expect((await page.goto(`/fr${path}`))?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Il n’y a pas de page ici.");
  }
});
