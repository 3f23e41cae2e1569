import type { Route } from "@playwright/test";
import { expect, test } from "@/tests/support/browser";
import { addStaff, bringSession, openDesk } from "@/tests/support/desk";
import { handsOn } from "@/tests/support/keyboard";
import { siteOf } from "@/tests/support/site";

/** A key of who types sixty words a minute, and a look at a page before the next key. */
const KEY_MS = 200;
const LOOK_MS = 3_000;

interface Update {
  readonly bodyMarkdown: string;
}

/** Updates of an incident as everybody reads them, newest first. */
async function updatesOf(url: string, slug: string): Promise<readonly Update[]> {
  const answer = await fetch(`${url}/api/v1/incidents/${slug}`);
  return (await answer.json()).updates;
}

test("from the first refused address to a published update of one's own words takes a minute by keyboard alone", async ({
  page,
  server,
}) => {
  const site = siteOf(server);
  await site.source("outlook", { name: "Outlook.com" });
  await site.network("main", 40, 10, { name: "Main network", staleAfterMinutes: 45 });
  await site.look(["main"]);
  await bringSession(page.context(), server, await addStaff(server, "editor"));
  await openDesk(page, "/desk");
  await site.tell("block", "outlook", 40, 4);

  const by = handsOn(page);
  await by.press("g", "i");
  await page.waitForURL("**/desk/incidents");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  by.think();
  await by.press("n");
  await expect(page.getByRole("textbox", { name: /^Title of the incident · English/ })).toBeFocused();
  by.think();
  await by.press("Control+Enter");
  // Nobody has said yet whether subscribers are told: that is asked, once in a browser.
  await expect(page.getByRole("radio", { name: "Yes" })).toBeFocused();
  await by.press("Space", "Control+Enter");
  await page.waitForURL("**/desk/incidents/mail-to-outlook-com-refused");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mail to Outlook.com refused");
  by.think();
  await by.press("u");
  await by.type("We have written to Outlook.com");
  await by.press("Tab");
  await by.type("They look into **40 addresses**. Nothing to do on your side.");
  by.think();
  await by.press("Control+Enter");
  await expect(page.getByText("Published.", { exact: false }).first()).toBeVisible();

  const [newest, first] = await updatesOf(server.url, "mail-to-outlook-com-refused");
  expect(newest?.bodyMarkdown).toBe("They look into **40 addresses**. Nothing to do on your side.");
  expect(first?.bodyMarkdown).toContain("4 of 10 addresses are refused by Outlook.com");
  const { keys, thoughts: looks } = by.count();
  const tookMs = keys * KEY_MS + looks * LOOK_MS;
  test.info().annotations.push({ type: "keyboard", description: `${keys} keys, ${looks} looks, ${tookMs / 1_000} s` });
  expect(tookMs, `${keys} keys and ${looks} looks`).toBeLessThanOrEqual(60_000);
});

test("what is sent twice is posted once, even where its answer was lost; a colleague's update is read before one's own goes out", async ({
  page,
  server,
}) => {
  const site = siteOf(server);
  await site.network("main", 41, 2);
  const slug = await site.incident("Slow mail", ["main"]);
  await bringSession(page.context(), server, await addStaff(server, "editor"));
  await openDesk(page, `/desk/incidents/${slug}`);
  await page.getByRole("radio", { name: "No", exact: true }).check({ force: true });
  const text = page.getByRole("textbox", { name: "Text" }).first();
  await text.fill("Once.");
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Published.", { exact: false }).first()).toBeVisible();
  expect(await updatesOf(server.url, slug)).toHaveLength(2);

  await page.route(
    "**/updates",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await text.fill("Lost on the way.");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("The server did not answer.", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: /^Publish/ }).click();
  await expect(text).toHaveValue("");
  expect(await updatesOf(server.url, slug)).toHaveLength(3);

  await text.fill("Mine.");
  await site.send("POST", `/api/v1/incidents/${slug}/updates`, {
    status: "identified",
    bodyMarkdown: "A colleague's words.",
    notify: false,
  });
  await text.press("Control+Enter");
  await expect(page.locator(".desk-meanwhile")).toContainText("A colleague's words.");
  await expect(text).toHaveValue("Mine.");
  expect(await updatesOf(server.url, slug)).toHaveLength(4);
  await page.getByRole("button", { name: "Publish mine as well" }).click();
  await expect(text).toHaveValue("");
  expect((await updatesOf(server.url, slug)).map(({ bodyMarkdown }) => bodyMarkdown)[0]).toBe("Mine.");
});

test("what was changed after an answer was lost goes into the update that had arrived, or out as another", async ({
  page,
  server,
}) => {
  const site = siteOf(server);
  await site.network("main", 42, 2);
  const slug = await site.incident("Slow mail", ["main"]);
  await bringSession(page.context(), server, await addStaff(server, "editor"));
  const lose = async (words: string, changed: string) => {
    await openDesk(page, `/desk/incidents/${slug}`);
    const text = page.getByRole("textbox", { name: "Text" }).first();
    await page.getByRole("radio", { name: "No", exact: true }).check({ force: true });
    const lost = async (route: Route) => {
      await route.fetch();
      await route.abort();
    };
    await page.route("**/updates", lost, { times: 1 });
    await text.fill(words);
    await text.press("Control+Enter");
    await expect(page.getByText("The server did not answer.", { exact: false })).toBeVisible();
    await text.fill(changed);
    await page
      .getByRole("button", { name: /^Publish/ })
      .last()
      .click();
    await page.getByRole("button", { name: "Publish mine as well" }).click();
    await expect(page.getByText("Your first version was published after all")).toBeVisible();
  };
  await lose("Lost.", "Lost, then changed.");
  await page.getByRole("button", { name: "Put the change into what was published" }).click();
  await page.waitForURL(/\/updates\//);
  await expect(page.getByLabel("Text, English (original)")).toHaveValue("Lost, then changed.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForURL(/\/desk\/incidents\/[^/]+$/);
  expect((await updatesOf(server.url, slug)).map(({ bodyMarkdown }) => bodyMarkdown)[0]).toBe("Lost, then changed.");
  await expect(page.getByRole("textbox", { name: "Text" }).first()).toHaveValue("");

  await lose("Lost again.", "Another.");
  await page.getByRole("button", { name: "Publish the changed text as another update" }).click();
  await expect(page.getByText("Published.", { exact: false }).first()).toBeVisible();
  const all = (await updatesOf(server.url, slug)).map(({ bodyMarkdown }) => bodyMarkdown);
  expect(all.slice(0, 3)).toEqual(["Another.", "Lost again.", "Lost, then changed."]);
});
