import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { deskScenes, signIn } from "./pictures/desk";
import type { Scene, Shot } from "./pictures/shots";
import { contactSheet, shootScene } from "./pictures/shots";
import type { Stage } from "./pictures/stage";
import { openStage } from "./pictures/stage";
import type { ApiClient } from "./replay/api-client";
import { apiClient } from "./replay/api-client";
import { play } from "./replay/player";
import { scriptOf } from "./replay/script";
import { readStory } from "./replay/story";

/** Photographs every page in every state, as readers see it: the real server, fed through its API, in a real browser. */

const folder = path.resolve("pictures");
const settings = { PAGE_NAME: "Sending status", TIME_ZONE: "Europe/Paris", LOCALE: "en" };
const browserArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--allow-file-access-from-files",
];
const LOOK_EVERY_MS = 100;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const story = await readStory("content/replay/2014-outlook.json");
const script = scriptOf(story);
const { values } = parseArgs({ options: { browser: { type: "string" } } });
const browser = await chromium.launch({
  args: browserArgs,
  ...(values.browser === undefined ? {} : { executablePath: values.browser }),
});
const shots: Shot[] = [];
const shoot = async (scene: Scene) => {
  shots.push(...(await shootScene(browser, scene, folder)));
  process.stdout.write(`  ${scene.name}\n`);
};

const staleAfter = { STALE_AFTER_SECONDS: "30" };
const replay = await openStage({ ...settings, ...staleAfter, REPLAY_FROM: new Date(script.from).toISOString() });
const empty = await openStage(settings);
try {
  await shootStory(replay);
  await shoot({ name: "empty", url: empty.url, path: "/" });
  await shoot({ name: "desk-sign-in", url: empty.url, path: "/desk/sign-in" });
  await shoot({ name: "not-found", url: empty.url, path: "/networks/nowhere" });
  rmSync(path.join(replay.dataDir, "vigie.db"));
  await turnStale(replay.url);
  await shoot({ name: "home-stale", url: replay.url, path: "/" });
  await shoot({ name: "network-stale", url: replay.url, path: "/networks/main", isScripted: false });
  rmSync(path.join(empty.dataDir, "vigie.db"));
  await shoot({ name: "unavailable", url: empty.url, path: "/incidents/none" });
  await contactSheet(browser, shots, path.join(folder, "contact-sheet.png"));
} finally {
  await browser.close();
  await Promise.all([replay.close(), empty.close()]);
}
process.stdout.write(`${shots.length} pictures and a contact sheet are in ${folder}\n`);

async function shootStory(stage: Stage): Promise<void> {
  const { url, token } = stage;
  const api = apiClient(url, token());
  const stop = new AbortController();
  const speed = 1;
  await fetch(url);
  const playing = play(api, { story, script, speed }, () => undefined, stop.signal);
  const slug = "mail-to-outlook-com-and-hotmail-refused";

  await goTo(api, "2014-06-30T12:00:00+02:00");
  await shoot({ name: "home-unverified", url, path: "/" });

  await goTo(api, "2014-07-01T09:04:00+02:00");
  await shoot({ name: "home-incident", url, path: "/" });
  await shoot({ name: "home-without-scripts", url, path: "/", isScripted: false });
  await shoot({ name: "network", url, path: "/networks/main" });
  await shoot({ name: "network-incident", url, path: `/networks/main?window=${slug}` });
  await shoot({ name: "incident", url, path: `/incidents/${slug}` });
  await shoot({ name: "address-blocked", url, path: "/address/192.0.2.20" });
  await shoot({ name: "address-unknown", url, path: "/address/203.0.113.9" });
  for (const scene of deskScenes(url, await signIn(browser, stage), slug)) await shoot(scene);

  await goTo(api, "2014-07-16T11:45:00+02:00");
  await shoot({ name: "home-calm", url, path: "/" });
  await shoot({ name: "incidents", url, path: "/incidents" });
  await shoot({ name: "address-form", url, path: "/address" });
  await shoot({ name: "api", url, path: "/docs/api" });
  stop.abort();
  await playing;
}

/** Lets the story run as fast as it can up to an instant, and stands there. */
async function goTo(api: ApiClient, instant: string): Promise<void> {
  await api.replay({ goTo: instant, paused: false });
  for (;;) {
    const { goTo, now } = await api.replay();
    if (goTo === null && Date.parse(now) >= Date.parse(instant) - 1_800_000) break;
    await sleep(LOOK_EVERY_MS);
  }
  await api.replay({ paused: true });
}

/** Waits until the page says of itself that it is old. */
async function turnStale(url: string): Promise<void> {
  for (;;) {
    const page = await fetch(url);
    if ((await page.text()).includes('data-freshness="stale"')) return;
    await sleep(LOOK_EVERY_MS);
  }
}
