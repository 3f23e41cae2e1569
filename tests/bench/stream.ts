import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { findBrowser } from "@/bin/setup/browser.mjs";
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

/** From an event's posting until a reader sees it, beside a thousand others. */
export async function eventToBrowser(bench: Bench): Promise<Measure[]> {
  const title = `one event posted to change seen in an open browser, ${ATTACHED.toLocaleString("en")} streams attached, p99`;
  const executablePath = await findBrowser();
  if (executablePath === null) return [told(title, "no Chromium or Chrome is installed")];
  const site = await bench.site(bench.few);
  const feeder = siteOf(site);
  await feeder.source("seen");
  await feeder.network("watched", 2, 10);
  const port = Number(new URL(site.url).port);
  const streams = bench.start("streams", { port, count: ATTACHED });
  const { open, refused } = await streams.told;
  if (refused > 0) bench.note(`Of ${ATTACHED} streams ${refused} were refused.`);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
    const tookMs: number[] = [];
    for (let round = 0; round < (bench.isQuick ? 22 : 102); round += 1) {
      const seen = page.evaluate(changeOf, { id: "network-watched", patienceMs: PATIENCE_MS });
      await sleep(PAUSE_MS);
      const postedAtMs = Date.now();
      await feeder.tell(round % 2 === 0 ? "block" : "unblock", "seen", 2, 1);
      const ms = (await seen) - postedAtMs;
      // The first ones find code that has not run yet.
      if (round >= 2) tookMs.push(ms);
    }
    const longest = shown.milliseconds(percentile(tookMs, 100));
    const more = `p50 ${shown.milliseconds(percentile(tookMs, 50))}, longest ${longest}, ${tookMs.length} events, ${open} streams`;
    return [judged(title, percentile(tookMs, 99), { atMost: SEEN_WITHIN_MS }, shown.milliseconds, more)];
  } finally {
    await browser.close();
    streams.end();
    await bench.stop(site);
  }
}

/** Runs in the browser: when what a network's row says has changed and was painted, on the clock of the wall. */
function changeOf({ id, patienceMs }: { id: string; patienceMs: number }): Promise<number> {
  const row = document.getElementById(id)?.closest("li");
  if (!row) throw new Error(`There is no row ${id} on the page.`);
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
    });
    observer.observe(row, { subtree: true, childList: true, characterData: true });
    setTimeout(() => reject(new Error("The page shows no change.")), patienceMs);
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
