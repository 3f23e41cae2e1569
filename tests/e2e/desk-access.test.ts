import type { Page } from "@playwright/test";
import { faultsOf, overflowOf } from "@/tests/support/axe";
import { expect, test, testAlone } from "@/tests/support/browser";
import { addStaff, bringSession, openDesk, signIn } from "@/tests/support/desk";

/** Holds what axe finds wrong against a page, and whether it fits its screen. */
async function holdToAxe(page: Page): Promise<void> {
  expect(await faultsOf(page), page.url()).toEqual([]);
  expect(await overflowOf(page), `${page.url()} is wider than its screen`).toBeLessThanOrEqual(0);
}

testAlone(
  "the first minute goes by keyboard alone, from the printed link to the first network",
  async ({ page, server }) => {
    const printed = () => /http\S+\/desk\/set-up#[\w-]+/.exec(server.logs())?.[0] ?? "";
    await expect.poll(printed).not.toBe("");
    const link = printed();
    await page.goto(link.replace(/#.*/, ""));
    await expect(page.getByRole("main")).toContainText("npm start");
    await openDesk(page, link);
    await expect(page.getByRole("textbox", { name: "Your name" })).toBeFocused();
    await holdToAxe(page);
    const { keyboard } = page;
    for (const typed of ["Jane", "jane@example.org", "correct horse battery"]) {
      await keyboard.type(typed);
      await keyboard.press("Tab");
    }
    await keyboard.press("Enter");
    await expect(page.getByLabel("Choose a password")).toHaveAttribute("type", "text");
    await keyboard.press("Tab");
    await keyboard.type("Sending status");
    await keyboard.press("Tab");
    await keyboard.type("fr");
    await keyboard.press("Tab");
    await keyboard.press("Control+a");
    await keyboard.type("Asia/Tokyo");
    await keyboard.press("Enter");
    await page.waitForURL("**/desk/networks/new?first");
    await openDesk(page, "/desk/account");
    await expect(page.getByText("jane@example.org, administrateur")).toBeVisible();
    await expect(page.getByRole("banner").getByText("Sending status")).toBeVisible();
    await openDesk(page, link);
    await expect(page.getByRole("main")).toContainText("Vigie est en service");
  },
);

test("who is invited sets a password and is signed in; too many wrong ones are told the wait in words", async ({
  page,
  browser,
  server,
}) => {
  await bringSession(page.context(), server, await addStaff(server, "administrator"));
  await openDesk(page, "/fr/desk/people");
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Nom" }).fill("Joe");
  await page.getByLabel("Adresse e-mail").fill("joe@example.org");
  await page.keyboard.press("Enter");
  const link = await page.getByLabel("Lien à usage unique").inputValue();
  expect(link).toMatch(/\/desk\/invitation#[\w-]{22}$/);
  await page.getByRole("button", { name: "Fermer" }).click();
  await expect(page.getByText("Invité")).toBeVisible();
  await holdToAxe(page);

  const context = await browser.newContext({
    baseURL: server.url,
    colorScheme: "dark",
    viewport: { width: 390, height: 800 },
  });
  const joe = await context.newPage();
  await openDesk(joe, link);
  await joe.locator("input[name=password]").fill("another long password");
  await holdToAxe(joe);
  await joe.keyboard.press("Enter");
  await joe.waitForURL("**/desk");
  await openDesk(joe, "/desk/sign-in?to=/desk/account");
  await joe.waitForURL("**/desk/account");
  await holdToAxe(joe);
  await joe.getByRole("button", { name: "Sign out" }).click();
  await joe.waitForURL("**/desk/sign-in");
  await holdToAxe(joe);

  await openDesk(joe, "/desk/sign-in?to=//evil.example");
  await joe.locator("input[name=email]").fill("joe@example.org");
  const wrong = { email: "joe@example.org", password: "a wrong password" };
  for (let tries = 0; tries < 9; tries += 1) await expect(signIn(server, wrong)).rejects.toThrow("wrong_credentials");
  for (const says of [
    "No account has this e-mail address and this password.",
    "Too many tries. Try again in 15 minutes.",
  ]) {
    await joe.locator("input[name=password]").fill(wrong.password);
    await joe.locator("input[name=password]").press("Enter");
    const refusal = joe.locator(".desk-refusal");
    await expect(refusal).toContainText(says);
    await expect(refusal).toBeFocused();
    await expect(joe.getByRole("button", { name: "Sign in" })).not.toHaveAttribute("aria-busy");
  }
  await context.close();
});

test("a session that ends while somebody types is told, and goes on with what was typed after signing in again", async ({
  page,
  server,
}) => {
  const account = await addStaff(server, "editor");
  await bringSession(page.context(), server, account);
  await openDesk(page, "/desk/account");
  const other = await signIn(server, account);
  await page.getByLabel("Name").fill("Jane, half written");
  const ended = await fetch(`${server.url}/api/desk/account/sessions`, {
    method: "DELETE",
    headers: { Cookie: other, Origin: server.url },
  });
  expect(ended.status).toBe(204);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(dialog).toBeVisible();
  await holdToAxe(page);
  await dialog.getByLabel("E-mail address").fill(account.email);
  await dialog.locator("input[name=password]").fill(account.password);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel("Name")).toHaveValue("Jane, half written");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByText("this one")).toBeVisible();
});
