import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/support/browser";
import { addStaff, bringSession, openDesk } from "@/tests/support/desk";
import { siteOf } from "@/tests/support/site";

/** The board asks by itself every five seconds, which nobody waits for here: its clock is moved on. */
const letItAsk = (page: Page) => page.clock.fastForward(6_000);

test("a block appears by itself, new and loud, is announced, and is new no more once looked at", async ({
  page,
  server,
}) => {
  // The first of the file: nothing is declared yet on the server that they share.
  const site = siteOf(server);
  await bringSession(page.context(), server, await addStaff(server, "editor"));
  await page.clock.install();
  await openDesk(page, "/desk");
  await expect(page.getByText("An administrator declares the first one.")).toBeVisible();
  await site.source("outlook", { name: "Outlook.com" });
  await site.network("main", 40, 10, { name: "Main network" });
  await site.look(["main"]);
  await letItAsk(page);
  await expect(page.getByText(/^All calm since/)).toBeVisible();

  await site.tell("block", "outlook", 40, 4);
  await letItAsk(page);
  await expect(page.getByText("4 addresses are refused, and readers have not been told.")).toBeVisible();
  await expect(page).toHaveTitle(/^\(4\) Board/);
  await expect(page.getByText("4 new since you last looked")).toBeVisible();
  await expect(page.locator("[aria-live=polite].sr-only")).toHaveText("4 addresses are blocked now. 4 new.");
  await expect(page.getByText(/get through to Outlook\.com/)).toBeVisible();

  await page.keyboard.press("v");
  await expect(page.getByText("4 new since you last looked")).toBeHidden();
  await site.tell("block", "outlook", 40, 6);
  await letItAsk(page);
  await expect(page.getByText("2 new since you last looked")).toBeVisible();
  await openDesk(page, "/desk/account");
  await openDesk(page, "/desk");
  await expect(page.getByText(/^6 addresses are refused/)).toBeVisible();
  await expect(page.getByText("new since you last looked")).toBeHidden();
});

test("the board is worked by the keyboard alone: rows, addresses, the list, and the way to an incident", async ({
  page,
  server,
  context,
}) => {
  const site = siteOf(server);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await site.source("outlook", { name: "Outlook.com" });
  await site.source("gmail", { name: "Gmail" });
  await site.network("main", 41, 10, { name: "Main network" });
  await site.tell("block", "outlook", 41, 7);
  await site.tell("block", "gmail", 41, 2);
  await bringSession(page.context(), server, await addStaff(server, "editor"));
  await page.clock.install();
  await openDesk(page, "/desk");
  const [outlook, gmail] = [
    page.getByRole("button", { name: /^Outlook/ }),
    page.getByRole("button", { name: /^Gmail/ }),
  ];
  // The title counts as soon as the page listens to keys.
  await expect(page).toHaveTitle(/^\(7\) /);
  await page.keyboard.press("j");
  await expect(outlook).toBeFocused();
  await page.keyboard.press("j");
  await expect(gmail).toBeFocused();

  // Gmail's row grows beyond the other and keeps its place under the focus.
  await site.tell("block", "gmail", 41, 9);
  await letItAsk(page);
  await expect(gmail).toContainText("9 of 10 refused");
  await expect(gmail).toBeFocused();
  expect(await page.locator("[data-row]").allTextContents()).toEqual([
    expect.stringContaining("Outlook"),
    expect.stringContaining("Gmail"),
  ]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "192.0.41.9" })).toBeVisible();
  await page.keyboard.press("y");
  await expect(page.getByText("9 addresses copied")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")).toHaveLength(9);
  await page.keyboard.press("?");
  await expect(page.getByText("Show or hide the addresses of the row")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("o");
  await page.waitForURL(/\/desk\/incidents\/new\?network=main&source=gmail&source=outlook$/);
  await expect(page.getByRole("textbox", { name: /^Title of the incident · English/ })).toHaveValue(
    "Mail to Gmail and Outlook.com refused",
  );
});
