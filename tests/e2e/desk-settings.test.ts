import { expect, test } from "@/tests/support/browser";
import { addStaff, bringSession, openDesk } from "@/tests/support/desk";
import { siteOf } from "@/tests/support/site";

test("a token is shown once, works, and is refused once it is revoked; all by keyboard", async ({ page, server }) => {
  await bringSession(page.context(), server, await addStaff(server, "administrator"));
  await openDesk(page, "/desk/tokens");
  // The first of the file: nobody has made one on the server that they share.
  await expect(page.getByText("There is no token yet.")).toBeVisible();
  await page.keyboard.press("n");
  await page.getByLabel("Name", { exact: true }).fill("probe-9");
  await page.getByLabel("Read addresses").press("Space");
  await page.keyboard.press("Enter");
  const secret = await page.locator("code").first().textContent();
  const asked = () =>
    fetch(`${server.url}/api/v1/events`, { headers: { Authorization: `Bearer ${secret}` } }).then(
      ({ status }) => status,
    );
  expect(await asked()).toBe(200);
  await page.keyboard.press("Escape");
  await openDesk(page, "/desk/tokens");
  await expect(page.getByRole("heading", { name: "probe-9" })).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole("button", { name: "Revoke probe-9" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).press("Enter");
  await expect(page.getByText(/^Revoked/)).toBeVisible();
  expect(await asked()).toBe(401);
});

test("what is saved of the page stands on the public page at once, in both languages", async ({ page, server }) => {
  await bringSession(page.context(), server, await addStaff(server, "administrator"));
  await openDesk(page, "/desk/settings");
  await page.getByLabel("Standing notice, English").fill("We move on **Sunday**.");
  await page.getByLabel("Standing notice, French").fill("Déménagement **dimanche**.");
  await page.getByLabel("Support").fill("nonsense");
  await page.getByRole("button", { name: "Add a link" }).click();
  await page.getByLabel("Text, English").fill("Imprint");
  await page.getByLabel("Text, French").fill("Mentions légales");
  await page.getByLabel("Address", { exact: true }).fill("https://www.example.org/legal");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel("Support")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Standing notice, English")).toHaveValue("We move on **Sunday**.");

  await page.getByLabel("Support").fill("support@example.org");
  await page.getByLabel("Name", { exact: true }).fill("Sending");
  await page.getByLabel("Name", { exact: true }).press("Enter");
  await expect(page.getByRole("status")).toHaveText("Saved. It holds on every page now.");
  await expect(page).toHaveTitle("Settings · Desk · Sending");

  await page.goto("/fr");
  await expect(page).toHaveTitle("Sending");
  await expect(page.getByRole("complementary", { name: "Avis" })).toHaveText("Déménagement dimanche.");
  await expect(page.getByRole("link", { name: "support@example.org" })).toHaveAttribute(
    "href",
    "mailto:support@example.org",
  );
  await expect(page.getByRole("link", { name: "Mentions légales" })).toBeVisible();
  await page.goto("/incidents");
  await expect(page.getByRole("complementary", { name: "Notice" }).locator("strong")).toHaveText("Sunday");
  await expect(page.getByRole("link", { name: "Imprint" })).toHaveAttribute("href", "https://www.example.org/legal");
});

test("where the page tells counts only, no public page looks an address up or leads there", async ({
  page,
  server,
}) => {
  await siteOf(server).network("main", 2, 2);
  await bringSession(page.context(), server, await addStaff(server, "administrator"));
  await page.goto("/address/192.0.2.1");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("192.0.2.1");
  await openDesk(page, "/desk/settings");
  await page.getByLabel("Anybody may look an address up").uncheck();
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(page.getByRole("status")).toHaveText("Saved. It holds on every page now.");
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Is my address blocked?" })).toHaveCount(0);
  await expect(page.locator("input[name=ip]")).toHaveCount(0);
  for (const path of [
    "/address",
    "/address?ip=192.0.2.1",
    "/address/192.0.2.1",
    "/address/x",
    "/fr/address/192.0.2.9",
  ]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    expect(await page.content(), path).not.toContain("blocked by");
    await expect(page.locator("input[name=ip]"), path).toHaveCount(0);
  }
});
