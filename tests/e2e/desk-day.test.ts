import { goodImages } from "@/tests/fixtures/hostile-images";
import { test as base, expect } from "@/tests/support/browser";
import { addStaff } from "@/tests/support/desk";
import type { JulyFirst } from "@/tests/support/july-first";
import { startJulyFirst } from "@/tests/support/july-first";
import { copyPicture, handsOn, signInByKeyboard, watchPointers } from "@/tests/support/keyboard";
import { readerOf } from "@/tests/support/reader";

/** How long a person has from the first refused address to a published update. */
const LIMIT_S = 60;
/** How long the board takes to tell, on real time. */
const BOARD_ASKS_EVERY_S = 5;
const TITLE = "Mail to Outlook.com / Hotmail refused (Main network)";
const SLUG = "mail-to-outlook-com-hotmail-refused-main-network";

const test = base.extend<{ words: "en" | "fr"; day: JulyFirst }>({
  words: ["en", { option: true }],
  day: async ({ words }, use) => {
    const day = await startJulyFirst(words);
    await use(day);
    await day.server.stop();
  },
  server: async ({ day }, use) => use(day.server),
});

test("1 July 2014 is worked through by keyboard alone: seen, told, asked for, told again, corrected and resolved", async ({
  page,
  browser,
  day,
}) => {
  const { url } = day.server;
  const pointers = await watchPointers(page.context());
  const readers = await browser.newPage();
  const reader = readerOf(readers, url, SLUG);
  await signInByKeyboard(page, url, await addStaff(day.server, "editor"));
  await expect(page.getByText(/^All calm/)).toBeVisible();

  const by = handsOn(page);
  await test.step("the block stands on the board, new, and readers do not know", async () => {
    await day.block();
    await expect(page.getByText("40 addresses are refused, and readers have not been told.")).toBeVisible();
    await expect(page.getByText("40 new since you last looked")).toBeVisible();
    by.think();
  });

  await test.step("an incident is opened with what is measured", async () => {
    await by.press("o");
    await expect(page.getByRole("textbox", { name: "Title of the incident · English" })).toBeFocused();
    await expect(page.getByRole("textbox", { name: "Title of the incident · English" })).toHaveValue(TITLE);
    await expect(page.getByRole("radio", { name: "Major" })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: "Main network" })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: "Symantec BrightMail" })).toBeChecked();
    by.think();
    await by.press("Control+Enter");
    await expect(page.getByRole("radio", { name: "Yes" })).toBeFocused();
    await by.press("Space", "Control+Enter");
    await page.waitForURL(`**/desk/incidents/${SLUG}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(TITLE);
    const { keys, seconds } = by.count();
    test.info().annotations.push({ type: "opened", description: `${keys} keys, ${seconds} s` });
    expect(seconds + BOARD_ASKS_EVERY_S, `${keys} keys to the first published update`).toBeLessThanOrEqual(15);
    await reader.finds("40 of 100 addresses are refused by Outlook.com / Hotmail", "investigating", "Investigating");
    expect(await reader.incident()).toMatchObject({
      impact: "major",
      networks: ["main"],
      sources: ["outlook", "symantec-brightmail"],
      startedAt: "2014-07-01T07:00:00.000Z",
    });
  });

  await test.step("and told in words of one's own, within a minute of the first refusal", async () => {
    by.think();
    await by.press("u");
    await expect(page.getByRole("textbox", { name: "Headline" }).first()).toBeFocused();
    await by.type("40% blocked again");
    await by.press("Tab");
    await by.type("Outlook.com follows Symantec here. We ask for each address, one by one.");
    by.think();
    await by.press("Control+Enter");
    await expect(page.getByRole("status").filter({ hasText: "Published." })).toBeFocused();
    const { keys, thoughts, seconds } = by.count();
    const tookS = seconds + BOARD_ASKS_EVERY_S;
    const told = `${keys} keys, ${thoughts} pages to read, ${tookS.toFixed(1)} s`;
    test.info().annotations.push({ type: "told in one's own words", description: told });
    expect(tookS, told).toBeLessThanOrEqual(LIMIT_S);
    await reader.finds("We ask for each address, one by one.", "investigating", "40% blocked again");
  });

  await test.step("eight addresses are looked up and asked for, with four keys each at most", async () => {
    await by.press("g", "b");
    await page.waitForURL("**/desk");
    await expect(page.getByText("40 addresses are blocked. Readers have been told.")).toBeVisible();
    await by.press("j", "j");
    await expect(page.getByRole("button", { name: /^Symantec BrightMail/ })).toBeFocused();
    await by.press("c");
    await expect(page.getByRole("heading", { name: "Symantec BrightMail" })).toBeVisible();
    const shown = page.locator("[data-address]");
    const asked: string[] = [];
    const opened: string[] = [];
    for (let count = 0; count < 8; count += 1) {
      const address = (await shown.getAttribute("data-address")) ?? "";
      asked.push(address);
      let keys = 0;
      for (const key of ["o", "r"]) {
        const tab = page.context().waitForEvent("page");
        await by.press(key);
        const opening = await tab;
        await opening.waitForURL(/healthz/);
        opened.push(opening.url().replace(url, ""));
        // As the browser's own Ctrl+W does, which no page can be sent.
        await opening.close();
        await page.bringToFront();
        keys += 2;
      }
      expect(keys).toBeLessThanOrEqual(4);
      await expect(shown).not.toHaveAttribute("data-address", address);
    }
    expect(new Set(asked).size).toBe(8);
    expect(opened).toEqual(asked.flatMap((ip) => [`/healthz?lookup=${ip}`, `/healthz?removal=${ip}`]));
    const requestedAt = async (ip: string) => {
      const { blocks } = await reader.get<{ blocks: { source: string; removalRequestedAt: string | null }[] }>(
        `/api/v1/addresses/${ip}`,
      );
      return blocks.find(({ source }) => source === "symantec-brightmail")?.removalRequestedAt;
    };
    for (const ip of asked) await expect.poll(() => requestedAt(ip), { message: ip }).toMatch(/^2014-07-01T07:/);
    expect(await requestedAt((await shown.getAttribute("data-address")) ?? "")).toBeNull();
    await readers.goto(`${url}/address/${asked[0]}`);
    await expect(readers.getByText(/removal asked for/i)).toBeVisible();
  });

  await test.step("at noon an update is posted, with a screenshot from the clipboard", async () => {
    await day.moveOn("2014-07-01T10:00:00Z");
    await by.press("g", "b");
    await page.waitForURL("**/desk");
    await expect(page.getByText("removal asked for 8 of 40", { exact: false })).toBeVisible();
    await copyPicture(page, await goodImages.png());
    await by.press("u");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(TITLE);
    await by.press("u");
    await by.type("Nobody reaches Symantec");
    await by.press("Tab");
    await by.type("9 of 40 addresses are asked for.");
    await by.press("Control+v");
    await expect(page.getByText("An image has no description yet")).toBeVisible();
    await by.type("The form of BrightMail");
    await expect(page.getByText("An image has no description yet")).toBeHidden();
    await by.press("Control+Enter");
    await expect(page.getByRole("status").filter({ hasText: "Published." })).toBeFocused();
    await reader.finds("9 of 40 addresses are asked for.", "investigating", "Nobody reaches Symantec");
    const image = readers.getByRole("img", { name: "The form of BrightMail" });
    await expect(image).toHaveJSProperty("naturalWidth", 64);
    const { headers, status } = await fetch(new URL((await image.getAttribute("src")) ?? "", url)).then((answer) => ({
      headers: answer.headers,
      status: answer.status,
    }));
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toContain("immutable");
  });

  await test.step("it is corrected, and what it said before stays to be read", async () => {
    await by.press("e");
    await page.waitForURL(/\/updates\/[^/]+$/);
    await expect(page.getByRole("textbox", { name: "Text, English (original)" })).toBeFocused();
    await by.press("Control+Home", "Delete");
    await by.type("8");
    await by.press("Control+Enter");
    await page.waitForURL(`**/desk/incidents/${SLUG}`);
    await reader.finds("8 of 40 addresses are asked for.", "investigating", "Nobody reaches Symantec");
    const { updates } = await reader.incident();
    expect(updates[0]?.revisions.map(({ bodyMarkdown }) => bodyMarkdown)).toEqual([
      expect.stringContaining("9 of 40 addresses are asked for."),
    ]);
    await readers.getByText(/^Edited .*: what it said before$/).click();
    await expect(readers.getByText("9 of 40 addresses are asked for.")).toBeVisible();
  });

  await test.step("in the evening all is released, and it is resolved", async () => {
    await day.releaseAll("2014-07-01T17:00:00Z");
    await by.press("g", "b");
    await page.waitForURL("**/desk");
    await expect(page.getByRole("link", { name: "Write an update" })).toBeVisible();
    await by.press("u");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(TITLE);
    await by.press("r");
    await expect(page.getByRole("textbox", { name: "Text" }).first()).toBeFocused();
    await by.type("Every address is released.");
    await by.press("Control+Enter");
    await expect(page.getByRole("status").filter({ hasText: "Published." })).toBeFocused();
    // What is written next reopens nothing by itself.
    await expect(page.getByRole("radio", { name: "Resolved" })).toBeChecked();
    await reader.finds("Every address is released.", "resolved", "Resolved");
    expect((await reader.incident()).resolvedAt).toMatch(/^2014-07-01T17:/);
    expect(await reader.get("/api/v1/status")).toMatchObject({ incidents: [], networks: [{ health: 100 }, {}] });
    await readers.goto(url);
    await expect(readers.getByText(TITLE).first()).toBeVisible();
  });

  expect(pointers, "events of a pointer").toEqual([]);
  await readers.close();
});

test.describe("in French", () => {
  test.use({ words: "fr" });

  test("on a phone and in French, from the board to a posted update by keyboard, nothing hides what has the focus", async ({
    page,
    browser,
    day,
  }) => {
    const { url } = day.server;
    await page.setViewportSize({ width: 390, height: 844 });
    const pointers = await watchPointers(page.context());
    const readers = await browser.newPage();
    await signInByKeyboard(page, url, await addStaff(day.server, "editor"));
    await expect(page.getByText(/^Tout est calme/)).toBeVisible();
    const fits = async () => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${page.url()} is wider than its screen`).toBeLessThanOrEqual(0);
    };

    const by = handsOn(page);
    await day.block();
    await expect(page.getByText("40 adresses sont refusées, et les lecteurs n’en savent rien.")).toBeVisible();
    await fits();
    by.think();
    await by.press("o");
    const title = page.getByRole("textbox", { name: "Titre de l’incident · français" });
    await expect(title).toBeFocused();
    await fits();
    by.think();
    await by.press("Control+Enter");
    await expect(page.getByRole("radio", { name: "Oui" })).toBeFocused();
    await by.press("Space", "Control+Enter");
    await page.waitForURL(/\/desk\/incidents\/courrier/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Courrier vers Outlook.com \/ Hotmail refusé/);
    await fits();
    by.think();
    await by.press("u");
    await by.type("40 % à nouveau bloqués");
    await by.press("Tab");
    await by.type("Nous demandons le retrait de chaque adresse.");
    by.think();
    await by.press("Control+Enter");
    await expect(page.getByRole("status").filter({ hasText: "Publié" })).toBeFocused();
    const { keys, seconds } = by.count();
    test.info().annotations.push({ type: "phone", description: `${keys} keys, ${seconds} s` });
    expect(seconds + BOARD_ASKS_EVERY_S, `${keys} keys`).toBeLessThanOrEqual(LIMIT_S);
    const slug = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const reader = readerOf(readers, url, slug);
    await reader.finds("Nous demandons le retrait de chaque adresse.", "investigating", "40 % à nouveau bloqués");

    const hidden: string[] = [];
    for (let stop = 0; stop < 45; stop += 1) {
      await page.keyboard.press("Tab");
      hidden.push(...(await page.evaluate(coveredFocus)));
    }
    expect(hidden, "what has the focus and cannot be seen").toEqual([]);
    expect(pointers, "events of a pointer").toEqual([]);
    await readers.close();
  });
});

/** What has the focus where something else lies over all of it, or it is outside the window. Runs in the browser. */
function coveredFocus(): string[] {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) return [];
  const seen = activeElement.matches("[type=radio]") ? (activeElement.parentElement ?? activeElement) : activeElement;
  const { left, right, top, bottom } = seen.getBoundingClientRect();
  const isShown = [left + 3, (left + right) / 2, right - 3].some((x) =>
    [top + 3, (top + bottom) / 2, bottom - 3].some((y) => {
      const above = document.elementFromPoint(x, y);
      return above !== null && (seen.contains(above) || above.closest("label")?.contains(seen) === true);
    }),
  );
  return isShown ? [] : [seen.outerHTML.slice(0, 160)];
}
