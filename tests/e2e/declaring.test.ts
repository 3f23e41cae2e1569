import { expect, test } from "@/tests/support/browser";
import { addStaff, bringSession, openDesk, signIn } from "@/tests/support/desk";

test("a first network is declared by keyboard alone: a paste with faults, mended, looked at, saved", async ({
  page,
  server,
}) => {
  await bringSession(page.context(), server, await addStaff(server, "administrator"));
  await openDesk(page, "/desk/networks/new?first");
  const { keyboard } = page;
  await page.getByLabel("Name", { exact: true }).focus();
  await keyboard.type("Réseau principal");
  await keyboard.press("Tab");
  await expect(page.getByLabel("Name in links")).toHaveValue("reseau-principal");
  await keyboard.press("Tab");
  await keyboard.insertText("192.0.2.17/28\n192.0.2.40, idle, spare\n192.0.2.300");
  await keyboard.press("Control+Enter");
  await expect(page.locator(".paste-faults")).toContainText("Line 3, column 1: 192.0.2.300 is no address.");
  await expect(page.getByRole("button", { name: "Use 192.0.2.16/28" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByLabel("Addresses", { exact: true })).toHaveValue(
    "192.0.2.16/28\n192.0.2.40, idle, spare\n192.0.2.300",
  );
  await keyboard.press("Control+End");
  await keyboard.press("Backspace");
  await keyboard.press("Backspace");
  await keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "What will change" })).toBeVisible();
  await expect(page.locator(".preview")).toContainText("17 sending addresses and 1 idle one");
  await expect(page.locator(".preview")).toContainText("192.0.2.16 – 192.0.2.31 (16 addresses)");
  await expect(page.getByRole("button", { name: "Save" })).toBeFocused();
  await keyboard.press("Enter");
  await page.waitForURL("**/desk/sources/new?first");
  const { sending, idle } = await (await fetch(`${server.url}/api/v1/networks/reseau-principal`)).json();
  expect([sending, idle]).toEqual([17, 1]);
  await openDesk(page, "/desk/networks/new");
  await page.waitForLoadState("networkidle");
  await expect(page.getByLabel("Name", { exact: true }), "what was saved is no draft any more").toHaveValue("");
});

test("what a colleague added meanwhile is shown and survives", async ({ page, server }) => {
  const account = await addStaff(server, "administrator");
  const cookie = await signIn(server, account);
  const path = `${server.url}/api/v1/networks/main`;
  const declare = (addresses: readonly string[]) =>
    fetch(path, {
      method: "PUT",
      headers: { Cookie: cookie, Origin: server.url, "Content-Type": "application/json" },
      body: JSON.stringify({ name: "Main", addresses }),
    });
  expect((await declare(["198.51.100.0/28"])).status).toBe(201);
  await bringSession(page.context(), server, account);
  await openDesk(page, "/fr/desk/networks/main");
  await page.getByLabel("Adresses", { exact: true }).fill("198.51.100.0/29");
  expect((await declare(["198.51.100.0/28", "203.0.113.7"])).status).toBe(200);
  await page.getByRole("button", { name: "Voir ce qui changerait" }).click();
  await expect(page.locator(".desk-refusal")).toContainText("203.0.113.7");
  await page.getByRole("button", { name: "Reporter mes changements sur les siens" }).click();
  await expect(page.getByLabel("Adresses", { exact: true })).toHaveValue("198.51.100.0/29\n203.0.113.7");
  await page.getByRole("button", { name: "Voir ce qui changerait" }).click();
  await expect(page.locator(".preview")).toContainText("8 adresses sont retirées maintenant");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.waitForURL("**/fr/desk/networks");
  expect((await (await fetch(path)).json()).sending).toBe(9);
});

test("sources are chosen from the catalogue, several at once, and told apart from those that are there", async ({
  page,
  server,
}) => {
  await bringSession(page.context(), server, await addStaff(server, "administrator"));
  await openDesk(page, "/fr/desk/sources/new?first");
  await page.getByLabel("Outlook.com / Hotmail").press("Space");
  await page.getByLabel("Rechercher").fill("brightmail");
  await expect(page.getByRole("checkbox")).toHaveCount(1);
  await page.getByLabel("Symantec BrightMail").press("Space");
  await page.getByRole("button", { name: "Déclarer 2 sources" }).press("Enter");
  await page.waitForURL("**/fr/desk");
  const { items } = await (await fetch(`${server.url}/api/v1/sources`)).json();
  expect(items).toMatchObject([
    { slug: "outlook", kind: "receiver", counts: true },
    { slug: "symantec-brightmail", kind: "filter", counts: true, affects: ["outlook"], removalDays: 1 },
  ]);
  await openDesk(page, "/desk/sources/new");
  await expect(page.getByLabel("Symantec BrightMail")).toBeDisabled();
});
