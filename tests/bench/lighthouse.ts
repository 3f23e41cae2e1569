import { launch } from "chrome-launcher";
import type { RunnerResult } from "lighthouse";
import lighthouse from "lighthouse";
import { findBrowser } from "@/bin/setup/browser.mjs";
import { startServer } from "@/tests/support/server";
import { siteOf } from "@/tests/support/site";
import type { Measure } from "./measure";

const categories = ["performance", "accessibility", "best-practices", "seo"];
const TARGET = 100;

/** What Lighthouse says of the three pages that readers come to, as on a phone (its own emulation and throttling). */
export async function lighthouseScores(): Promise<Measure[]> {
  const server = await startServer();
  const chromePath = await findBrowser();
  if (chromePath === null) throw new Error("Lighthouse needs Chromium or Chrome; CHROMIUM_PATH may name one.");
  const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
  const measures: Measure[] = [];
  try {
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
    const pages = { home: "/", network: "/networks/main", incident: `/incidents/${incident}` };
    for (const [name, path] of Object.entries(pages)) {
      measures.push(
        measureOf(name, await lighthouse(`${server.url}${path}`, { port: chrome.port, logLevel: "error" })),
      );
    }
  } finally {
    chrome.kill();
    await server.stop();
  }
  return measures;
}

function measureOf(page: string, run: RunnerResult | undefined): Measure {
  if (run === undefined) throw new Error(`Lighthouse could not run on ${page}.`);
  const scores = categories.map((name) => Math.round((run.lhr.categories[name]?.score ?? 0) * 100));
  return {
    name: `Lighthouse on ${page} (performance, accessibility, best practices, SEO)`,
    result: scores.join(" / "),
    target: Array.from(categories, () => TARGET).join(" / "),
    isMet: scores.every((score) => score >= TARGET),
  };
}
