import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { findBrowser } from "@/bin/setup/browser.mjs";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import { siteOf } from "@/tests/support/site";
import type { Bench } from "./bench";
import type { Measure } from "./measure";

const categories = ["performance", "accessibility", "best-practices", "seo"];
const TARGET = 100;
/** Of the runs of a page the median counts, by the one score that varies with what else the machine does. */
const RUNS = 3;
const TRIES = 3;
const settings = { logLevel: "error", disableFullPageScreenshot: true } as const;

type Report = NonNullable<Awaited<ReturnType<typeof lighthouse>>>["lhr"];

/** What Lighthouse says of the three pages that readers come to, as on a phone (its own emulation and throttling). */
export async function lighthouseScores({ isQuick }: Bench): Promise<Measure[]> {
  const chromePath = await findBrowser();
  if (chromePath === null) throw new Error("Lighthouse needs Chromium or Chrome; CHROMIUM_PATH may name one.");
  const server = await startServer();
  const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
  const measures: Measure[] = [];
  try {
    for (const [name, path] of Object.entries(await tellStory(server))) {
      const runs: Report[] = [];
      while (runs.length < (isQuick ? 1 : RUNS)) runs.push(await reportOn(`${server.url}${path}`, chrome.port));
      runs.sort((a, b) => scoreOf(a, "performance") - scoreOf(b, "performance"));
      const median = runs[Math.floor(runs.length / 2)];
      if (median !== undefined) measures.push(measureOf(name, median));
    }
  } finally {
    chrome.kill();
    await server.stop();
  }
  return measures;
}

/** Something to see: an open incident, figures and a log. Answers the pages. */
async function tellStory(server: RunningServer): Promise<Record<string, string>> {
  const site = siteOf(server);
  await site.source("outlook", { name: "Outlook.com / Hotmail", staleAfterMinutes: 45 });
  await site.network("main", 2, 32, { name: "Main network" });
  await site.network("secondary", 3, 8, { name: "Secondary network" });
  await site.look(["main", "secondary"]);
  await site.tell("block", "outlook", 2, 8);
  const incident = await site.incident("Mail to Outlook.com and Hotmail refused", ["main"], {
    impact: "major",
    sources: ["outlook"],
    noticeMarkdown: "You need not write to support.",
    update: { title: "A quarter is blocked", bodyMarkdown: "**25 %** of the network is blocked." },
  });
  await site.send("POST", `/api/v1/incidents/${incident}/updates`, {
    status: "identified",
    bodyMarkdown: "We are asking for removal: see [the guide](https://example.org/guide).",
    notify: false,
  });
  return { home: "/", network: "/networks/main", incident: `/incidents/${incident}` };
}

/** On a busy machine a trace may lack its beginning; then the run says nothing, and is made again. */
async function reportOn(url: string, port: number): Promise<Report> {
  for (let left = TRIES; ; left -= 1) {
    const lhr = (await lighthouse(url, { ...settings, port }))?.lhr;
    if (lhr !== undefined && lhr.runtimeError === undefined) return lhr;
    if (left === 1) throw new Error(`Lighthouse could not run on ${url}: ${lhr?.runtimeError?.message}`);
  }
}

function scoreOf(report: Report, category: string): number {
  return Math.round((report.categories[category]?.score ?? 0) * 100);
}

function measureOf(page: string, report: Report): Measure {
  const scores = categories.map((name) => scoreOf(report, name));
  const times = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(
    (audit) => report.audits[audit]?.displayValue ?? "unknown",
  );
  return {
    name: `Lighthouse on ${page} (performance, accessibility, best practices, SEO)`,
    result: `${scores.join(" / ")} (largest paint ${times[0]}, blocked ${times[1]}, shift ${times[2]})`,
    target: Array.from(categories, () => TARGET).join(" / "),
    isMet: scores.every((score) => score >= TARGET),
  };
}
