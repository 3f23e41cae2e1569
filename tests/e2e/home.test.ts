import { expect, test } from "@/tests/support/browser";

test("the home page is served, in both languages, with its scripts let through by the policy", async ({ page }) => {
  for (const path of ["/", "/fr"]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expect(page.locator("html")).toHaveAttribute("data-freshness", "fresh");
  }
});
