import type { Page, Route } from "@playwright/test";
import { goodImages } from "@/tests/fixtures/hostile-images";
import { expect, test } from "@/tests/support/browser";
import { addStaff, bringSession, openDesk } from "@/tests/support/desk";
import type { RunningServer } from "@/tests/support/server";
import { siteOf } from "@/tests/support/site";

/** An incident of one update, by the API. */
async function openIncident(server: RunningServer, bodyMarkdown: string) {
  const slug = await siteOf(server).incident("Mail to Outlook.com refused", [], {
    lang: "en",
    impact: "major",
    update: { bodyMarkdown },
  });
  const { updates } = await (await fetch(`${server.url}/api/v1/incidents/${slug}`)).json();
  return { page: `/desk/incidents/${slug}/updates/${updates[0].id}`, slug: `/incidents/${slug}`, id: updates[0].id };
}

const original = (page: Page) => page.getByLabel("Text, English (original)");

test("an image is pasted, described and published, as the preview showed it", async ({ page, server }) => {
  const incident = await openIncident(server, "We look into it.");
  await bringSession(page.context(), server, await addStaff(server, "editor"));
  await openDesk(page, incident.page);
  const text = original(page);
  await text.press("Control+End");
  const png = (await goodImages.png()).toString("base64");
  await text.evaluate((area, base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "form.png", { type: "image/png" }));
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, png);
  await expect(text).toHaveValue(/!\[…\]\(\/images\/[0-9a-f]{26}-64x32\.png\)/);
  await expect(page.getByText("An image has no description yet")).toBeVisible();
  await page.keyboard.insertText("The form of the filter");
  await expect(page.getByText("An image has no description yet")).toBeHidden();
  const shown = page.locator(".markdown-preview img[alt='The form of the filter']");
  await expect(shown).toHaveJSProperty("naturalWidth", 64);
  await text.press("Control+a");
  await text.press("Control+b");
  await expect(text).toHaveValue(/^\*\*We look/);
  await text.press("Control+b");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForURL(/\/desk\/incidents\/[^/]+$/);
  await page.goto(incident.slug);
  await expect(page.locator("article img, main img").first()).toHaveAttribute("alt", "The form of the filter");
});

test("what was typed outlives a session that was ended, a reload and a signing in", async ({ page, server }) => {
  const incident = await openIncident(server, "We look into it.");
  const account = await addStaff(server, "editor");
  await bringSession(page.context(), server, account);
  await openDesk(page, incident.page);
  const text = original(page);
  await text.fill("Half a sentence");
  await expect(page.getByText("Draft saved at")).toBeVisible();
  await page.context().clearCookies();
  await text.fill("Half a sentence, and more");
  const ended = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(ended).toBeVisible();
  await expect(text).toHaveValue("Half a sentence, and more");
  await ended.getByLabel("E-mail").fill(account.email);
  await ended.locator("input[name=password]").fill(account.password);
  await ended.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Draft saved at")).toBeVisible();
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(text).toHaveValue("Half a sentence, and more");
  await expect(page.getByText(/^Draft of .* restored/)).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(text).toHaveValue("We look into it.");
});

test("two who edit one text are told of each other, and the second decides with both before them", async ({
  page,
  server,
  browser,
}) => {
  const incident = await openIncident(server, "Mail is refused since 9.");
  await bringSession(page.context(), server, await addStaff(server, "editor"));
  const other = await browser.newPage({ baseURL: server.url });
  await bringSession(other.context(), server, await addStaff(server, "editor", "other@example.org"));
  await openDesk(page, incident.page);
  await original(page).fill("Mail is refused since 10.");
  await expect(page.getByText("Draft saved at")).toBeVisible();
  await openDesk(other, incident.page);
  await expect(other.getByText("is writing on this text too")).toBeVisible();
  await original(other).fill("Mail is deferred since 9.");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await other.waitForURL(/\/desk\/incidents\/[^/]+$/);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const conflict = page.locator(".text-conflict");
  await expect(conflict).toContainText("Mail is deferred since 9.");
  await expect(conflict.locator("ins")).toContainText(["refused", "10"]);
  await conflict.getByRole("button", { name: "Take theirs" }).click();
  await expect(original(page)).toHaveValue("Mail is deferred since 9.");
  await page.getByRole("button", { name: "Back to mine" }).click();
  await original(page).fill("Mail is deferred since 10.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForURL(/\/desk\/incidents\/[^/]+$/);
  await page.goto(incident.slug);
  await expect(page.locator(`[id="${incident.id}"]`)).toContainText("Mail is deferred since 10.");
  await other.close();
});

test("an edit overwrites no status of a colleague, keeps nothing under another account, and no secret that was redacted", async ({
  page,
  server,
}) => {
  const incident = await openIncident(server, "The password is hunter2.");
  const path = `${server.url}/api/v1${incident.slug}/updates/${incident.id}`;
  const token = await server.token("admin");
  const write = (method: string, to: string, body: object) =>
    fetch(to, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        "Content-Type": "application/json",
        "If-Match": "*",
      },
      body: JSON.stringify(body),
    });
  const account = await addStaff(server, "editor");
  await bringSession(page.context(), server, account);
  await openDesk(page, incident.page);
  await original(page).fill("Refused: hunter2.");
  await expect(page.getByText("Draft saved at")).toBeVisible();
  await write("PATCH", path, { status: "identified" });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const conflict = page.locator(".text-conflict");
  await expect(conflict).toContainText("Identified");
  await conflict.getByRole("button", { name: "Save mine over it" }).click();
  await page.waitForURL(/\/desk\/incidents\/[^/]+$/);
  const { updates } = await (await fetch(`${server.url}/api/v1${incident.slug}`)).json();
  expect(updates[0]).toMatchObject({ status: "identified", bodyMarkdown: "Refused: hunter2." });

  await openDesk(page, incident.page);
  await original(page).fill("Still hunter2.");
  await expect(page.getByText("Draft saved at")).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).toContain("Still hunter2");
  await write("POST", `${path}/redactions`, { text: "hunter2", reason: "A password" });
  await page.reload();
  await expect(page.getByText("Something was redacted here")).toBeVisible();
  await expect(original(page)).toHaveValue("Refused: █.");
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("hunter2");

  // An answer that was under way when the other signed in comes last, and takes nothing back.
  const late: Route[] = [];
  await page.route("**/api/desk/preview", (route) => {
    late.push(route);
  });
  await bringSession(page.context(), server, await addStaff(server, "editor", "other@example.org"));
  await original(page).fill("Mine alone");
  const dialog = page.getByRole("dialog", { name: "Somebody else is signed in" });
  await expect(dialog).toBeVisible();
  await expect.poll(() => late.length).toBeGreaterThan(0);
  const problem = { status: 401, contentType: "application/problem+json", body: '{"code":"unauthorized"}' };
  for (const route of late) await route.fulfill(problem);
  await expect(page.getByText("The preview could not be made.")).toBeVisible();
  expect(await dialog.isVisible()).toBe(true);
  const tab = await page.context().newPage();
  await openDesk(tab, incident.page);
  await expect(original(tab)).toHaveValue("Refused: █.");
  await tab.close();
});
