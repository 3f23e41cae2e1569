import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "@playwright/test";
import { chromium } from "@playwright/test";
import { findBrowser } from "@/bin/setup/browser.mjs";
import { untilAwake } from "@/tests/support/awake";
import type { RunningServer } from "@/tests/support/server";
import { siteOf } from "@/tests/support/site";
import type { Bench } from "./bench";
import { memoryOf, raiseDescriptors } from "./machine";
import type { Measure } from "./measure";
import { judged, percentile, shown, told } from "./measure";

const ATTACHED = 1_000;
const SEEN_WITHIN_MS = 250;
const IDLE = 10_000;
const MEMORY_AT_MOST = 300;
/** Of descriptors, beside those of streams. */
const OTHERS = 200;
const PATIENCE_MS = 10_000;
/** Longer than frames are apart, so that each event finds a stream at rest. */
const PAUSE_MS = 400;

/** From an event's posting until a reader sees it, beside a thousand others, on the page of a small sender and of a large one. */
export async function eventToBrowser(bench: Bench): Promise<Measure[]> {
  const title = `one event posted to change seen in an open browser, ${ATTACHED.toLocaleString("en")} streams attached, p99`;
  const executablePath = await findBrowser();
  if (executablePath === null) return [told(title, "no Chromium or Chrome is installed")];
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const small = await seen(bench, browser, await bench.site(null), bench.isQuick ? 20 : 100);
    const large = await seen(bench, browser, await bench.site(bench.few), bench.isQuick ? 5 : 10);
    return [
      judged(title, percentile(small, 99), { atMost: SEEN_WITHIN_MS }, shown.milliseconds, spreadOf(small)),
      told(
        `${title}, with 50 other networks on the page`,
        `${shown.milliseconds(percentile(large, 99))} (${spreadOf(large)})`,
      ),
    ];
  } finally {
    await browser.close();
  }
}

/** How long each of `count` events took. Stops the site. */
async function seen(bench: Bench, browser: Browser, site: RunningServer, count: number): Promise<number[]> {
  const feeder = siteOf(site);
  await feeder.source("seen");
  await feeder.network("watched", 2, 10);
  const streams = bench.start("streams", { port: Number(new URL(site.url).port), count: ATTACHED });
  const { refused } = await streams.told;
  if (refused > 0) bench.note(`Of ${ATTACHED} streams ${refused} were refused.`);
  const page = await browser.newPage();
  await page.goto(site.url);
  await untilAwake(page);
  const tookMs: number[] = [];
  // The first ones find code that has not run yet.
  for (let round = -2; round < count; round += 1) {
    const isBlock = round % 2 === 0;
    const level = isBlock ? "degraded" : "operational";
    const change = page.evaluate(changeOf, { id: "network-watched", level, patienceMs: PATIENCE_MS });
    await sleep(PAUSE_MS);
    const postedAtMs = Date.now();
    await feeder.tell(isBlock ? "block" : "unblock", "seen", 2, 1);
    const ms = (await change) - postedAtMs;
    if (round >= 0) tookMs.push(ms);
  }
  await page.close();
  streams.end();
  await bench.stop(site);
  return tookMs;
}

function spreadOf(ms: readonly number[]): string {
  const [middle, longest] = [percentile(ms, 50), percentile(ms, 100)].map(shown.milliseconds);
  return `p50 ${middle}, longest ${longest}, ${ms.length} events`;
}

/** Runs in the browser: when a network's row was painted at this level, on the clock of the wall. */
function changeOf({ id, level, patienceMs }: { id: string; level: string; patienceMs: number }): Promise<number> {
  const row = document.getElementById(id)?.closest("li");
  if (!row) throw new Error(`There is no row ${id} on the page.`);
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      if (row.dataset.level !== level) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
    });
    observer.observe(row, { attributes: true });
    setTimeout(() => reject(new Error(`The row ${id} does not become ${level}.`)), patienceMs);
  });
}

/** What streams cost that nothing is sent to. */
export async function idleStreams(bench: Bench): Promise<Measure[]> {
  const site = await bench.site(bench.few);
  const port = Number(new URL(site.url).port);
  const may = Math.min(
    raiseDescriptors(site.pid, IDLE + OTHERS) ?? IDLE + OTHERS,
    raiseDescriptors(process.pid, IDLE + OTHERS) ?? IDLE + OTHERS,
  );
  const count = Math.min(IDLE, may - OTHERS);
  if (count < IDLE)
    bench.note(`A process may have ${may} descriptors: ${count} streams were opened instead of ${IDLE}.`);
  const reader = { port, paths: ["/", "/feed.xml", "/api/v1/status"], perSecond: 200 };
  await bench.ask("reader", { ...reader, seconds: 2 });
  const before = memoryOf(site.pid);
  const streams = bench.start("streams", { port, count });
  const { open, refused } = await streams.told;
  if (refused > 0) bench.note(`Of ${count} idle streams ${refused} were refused.`);
  const read = await bench.ask("reader", { ...reader, seconds: bench.isQuick ? 2 : 5 });
  const after = memoryOf(site.pid);
  streams.end();
  await bench.stop(site);
  const title = `${open.toLocaleString("en")} idle streams: more memory of the front, page still served`;
  const more = `p99 of a read ${shown.milliseconds(read.p99Ms)}, ${read.failed} failed`;
  if (before === null || after === null) return [told(title, `the system tells no memory; ${more}`)];
  const measure = judged(title, after - before, { atMost: MEMORY_AT_MOST }, shown.megabytes, more);
  return [read.failed === 0 ? measure : { ...measure, isMet: false }];
}
