import { test as base, expect } from "@/tests/support/browser";
import { startServer } from "@/tests/support/server";

const FROM = "2014-06-24T22:00:00.000Z";
const MARK = "2014-07-01T07:00:00.000Z";

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  server: async ({}, use) => {
    const server = await startServer({ replayFrom: FROM, env: { TIME_ZONE: "Europe/Paris" } });
    await use(server);
    await server.stop();
  },
});

test("a replay says so on every page, a visitor pauses it and asks for a day, in either language, and its end is told", async ({
  page,
  server,
}) => {
  const replay = async (change?: object) => {
    const answer = await fetch(`${server.url}/replay`, {
      ...(change
        ? { method: "POST", body: JSON.stringify(change), headers: { "Content-Type": "application/json" } }
        : {}),
    });
    return answer.json();
  };
  await replay({ marks: [MARK] });
  expect(await replay()).toMatchObject({ opened: false });

  for (const [path, label, pause, play, mark, again, time] of [
    ["/", "Replay", "Pause", "Play", "1 Jul", "Start again", "Wednesday 25 June 2014, 00:00"],
    [
      "/fr/incidents",
      "Rediffusion",
      "Pause",
      "Lecture",
      "1er juil.",
      "Reprendre au début",
      "mercredi 25 juin 2014, 0 h",
    ],
  ] as const) {
    await replay({ paused: false, goTo: null });
    await page.goto(server.url + path);
    const band = page.getByRole("complementary", { name: label });
    await expect(band).toContainText(time);
    await band.getByRole("button", { name: pause }).click();
    await expect(band.getByRole("button", { name: play })).toBeVisible();
    expect(await replay()).toMatchObject({ paused: true, opened: true });
    await band.getByRole("button", { name: mark }).click();
    await expect.poll(replay).toMatchObject({ goTo: MARK, paused: false });
    await band.getByRole("button", { name: again }).click();
    await expect.poll(replay).toMatchObject({ goTo: FROM });
  }
  await replay({ goTo: null, paused: true, to: FROM });
  await page.goto(server.url);
  const band = page.getByRole("complementary", { name: "Replay" });
  await expect(band).toContainText("The end");
  await expect(band.getByRole("button", { name: "Start again" })).toBeVisible();
  await expect(band.getByRole("button", { name: /Play|Pause/ })).toHaveCount(0);
  // At the end nothing is live; where nobody vouches for it, it says one time and not two.
  await expect(page.locator(".as-of")).toBeVisible();
  await page.evaluate(() => document.documentElement.setAttribute("data-freshness", "stale"));
  await expect(page.getByText(/^Data as of/)).toBeVisible();
  await expect(page.locator(".as-of")).toBeHidden();
});
