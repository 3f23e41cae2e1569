import { faultsOf, overflowOf } from "@/tests/support/axe";
import { expect, test } from "@/tests/support/browser";
import { addStaff, bringSession, openDesk } from "@/tests/support/desk";
import type { Site } from "@/tests/support/site";
import { siteOf } from "@/tests/support/site";

/** A source of its own for each test of this file, which share a server and what is looked up. */
async function declare(site: Site, url: string, slug: string, name: string): Promise<void> {
  await site.source(slug, {
    name,
    kind: "manual",
    counts: true,
    staleAfterMinutes: 1_440,
    lookupUrl: `${url}/healthz?lookup={ip}`,
    removalUrl: `${url}/healthz?removal={ip}`,
    removalMethod: "The form asks for a name and a reason.",
    removalDays: 2,
  });
  await site.network("main", 2, 8, { name: "Main network", staleAfterMinutes: 1_440 });
}

test("eight addresses are looked up and asked for by keyboard alone, within four keys each, and verify the network", async ({
  page,
  server,
}) => {
  const site = siteOf(server);
  await declare(site, server.url, "bright", "Symantec BrightMail");
  const account = await addStaff(server, "editor");
  await bringSession(page.context(), server, account);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openDesk(page, "/desk/checks");
  await page.getByRole("link", { name: /Symantec BrightMail/ }).focus();
  await page.keyboard.press("Enter");
  const shown = page.locator("[data-address]");
  await expect(shown).toBeVisible();
  const opened: string[] = [];
  page.context().on("page", (tab) => {
    void tab
      .waitForURL(/healthz/)
      .then(() => opened.push(tab.url().replace(server.url, "")))
      .then(() => tab.close())
      .catch(() => undefined);
  });
  const done = new Set<string>();
  for (let count = 0; count < 8; count += 1) {
    const address = (await shown.getAttribute("data-address")) ?? "";
    expect(done.has(address), `${address} is shown once`).toBe(false);
    done.add(address);
    let keys = 0;
    for (const key of ["o", "r"]) {
      await page.keyboard.press(key);
      await page.bringToFront();
      keys += 1;
    }
    expect(keys).toBeLessThanOrEqual(4);
    if (count < 7) await expect(shown).not.toHaveAttribute("data-address", address);
  }
  await expect(page.getByRole("heading", { name: "Nothing left to look up here." })).toBeVisible();
  await expect(page.getByText("8 of 8")).toBeVisible();
  await expect.poll(() => opened).toContain("/healthz?lookup=192.0.2.1");
  await expect.poll(() => opened).toContain("/healthz?removal=192.0.2.8");

  const status = await (await fetch(`${server.url}/api/v1/status`)).json();
  expect(status).toMatchObject({ networks: [{ verified: true, blocked: 8, unknown: 0, health: 0 }] });
  await page.goto("/address/192.0.2.5");
  await expect(page.getByText(/Removal asked for/i)).toBeVisible();
  await page.goto("/fr/address/192.0.2.5");
  await expect(page.getByText(/Retrait demandé/i)).toBeVisible();
  await openDesk(page, "/desk/addresses/192.0.2.5");
  await expect(page.getByText("By form", { exact: false })).toBeVisible();
});

test("on a phone the queue fits, is taken back and told by big buttons, and axe finds nothing wrong in either language", async ({
  page,
  server,
}) => {
  const site = siteOf(server);
  await declare(site, server.url, "later", "Another list");
  await site.tell("block", "later", 2, 3);
  await page.setViewportSize({ width: 390, height: 844 });
  await bringSession(page.context(), server, await addStaff(server, "editor"));
  await openDesk(page, "/desk/checks/later");
  const shown = page.locator("[data-address]");
  await expect(shown).toHaveAttribute("data-address", "192.0.2.1");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(shown).toHaveAttribute("data-address", "192.0.2.2");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(shown).toHaveAttribute("data-address", "192.0.2.1");
  await expect(page.locator(".checks-card")).toContainText("Refused");
  await page.getByRole("button", { name: "Removal asked for all 3 blocked" }).click();
  await page.getByRole("dialog").getByLabel("Note").fill("Case 4711");
  await page.getByRole("dialog").getByRole("button", { name: "Removal asked" }).click();
  await expect(page.locator(".checks-card")).toContainText("Case 4711");
  await page.getByText("Paste a list of results").click();
  await page.getByLabel("Addresses and answers").fill("192.0.2.4 clear\n192.0.2.5 maybe");
  await expect(page.getByText("Line 2, column 11: “maybe” is neither")).toBeVisible();
  await page.getByLabel("Addresses and answers").fill("192.0.2.4 clear\n192.0.2.5 blocked 550 S3150");
  await page.getByRole("button", { name: "Record 1 blocked and 1 clear" }).click();
  await expect(page.getByText("2 answers recorded.")).toBeVisible();
  for (const [prefix, scheme] of [
    ["", "dark"],
    ["/fr", "light"],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const path of ["/desk/checks", "/desk/checks/later", "/desk/addresses/192.0.2.5"]) {
      await page.goto(prefix + path);
      expect(await faultsOf(page), `${prefix}${path}, ${scheme}`).toEqual([]);
      expect(await overflowOf(page), `${prefix}${path} is wider than its screen`).toBeLessThanOrEqual(0);
    }
  }
});
