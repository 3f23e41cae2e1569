import { untilAwake } from "@/tests/support/awake";
import { expect, test } from "@/tests/support/browser";
import { addStaff, openDesk } from "@/tests/support/desk";

test("staff sign in and stand before the board; who is not signed in is sent to sign in and comes back", async ({
  page,
  server,
}) => {
  const account = await addStaff(server, "administrator");
  await page.goto("/desk");
  await expect(page).toHaveURL(/\/desk\/sign-in\?to=%2Fdesk$/);
  await untilAwake(page);
  await page.locator("input[name=email]").fill(account.email);
  await page.locator("input[name=password]").fill(account.password);
  await page.locator("input[name=password]").press("Enter");
  await page.waitForURL("**/desk");
  await expect(page.getByRole("link", { name: "Board" })).toHaveAttribute("aria-current", "page");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/desk/sign-in");
  await page.goto("/desk");
  await expect(page).toHaveURL(/sign-in/);
});

test("a wrong password is refused in words", async ({ page, server }) => {
  const account = await addStaff(server, "editor");
  await openDesk(page, "/fr/desk/sign-in");
  await page.locator("input[name=email]").fill(account.email);
  await page.locator("input[name=password]").fill("wrong");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.locator(".desk-refusal")).toContainText("Aucun compte n’a cette adresse et ce mot de passe.");
});

test("a password goes into no address, whoever is faster than the page's scripts or has none", async ({
  browser,
  server,
}) => {
  const account = await addStaff(server, "editor");
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/desk/sign-in");
  await page.locator("input[name=email]").fill(account.email);
  await page.locator("input[name=password]").fill(account.password);
  await page.locator("input[name=password]").press("Enter");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeDisabled();
  expect(page.url()).toBe(`${server.url}/desk/sign-in`);
  await context.close();
});
