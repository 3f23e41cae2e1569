import { setTimeout as sleep } from "node:timers/promises";
import type { Bench } from "./bench";
import { childrenOf } from "./machine";
import type { Measure } from "./measure";
import { judged, shown } from "./measure";
import type { Asked, Told } from "./roles";

const TARGET_MS = 20;
const PER_SECOND = 400;
const hot = ["/", "/feed.xml", "/api/v1/status"];
const networkPages = Array.from({ length: 50 }, (_, index) => `/networks/network-${index}`);
const BATCH = 1_000;
const KILL_EVERY_MS = 3_000;

/** How long a read of what everybody reads takes while the machine has other things to do, and whether any fails. */
export async function disturbed(bench: Bench): Promise<Measure[]> {
  const site = await bench.site(bench.few);
  const port = Number(new URL(site.url).port);
  const token = await site.token("admin", { name: "writer" });
  const seconds = bench.isQuick ? 4 : 15;
  const writing: Asked<"writer"> = { door: { port }, token, batch: BATCH, atOnce: 2, seconds, pauseMs: 0 };
  const moving = { ...writing, batch: 1, atOnce: 1, pauseMs: 200 };
  await bench.ask("reader", { port, paths: [...hot, ...networkPages], perSecond: 50, seconds: 2 });
  const measures: Measure[] = [];
  const during = async (what: string, others: () => Promise<string>) => {
    const reading = bench.ask("reader", { port, paths: hot, perSecond: PER_SECOND, seconds });
    const [reader, more] = await Promise.all([reading, others()]);
    measures.push(measureOf(what, reader, more));
  };

  await during("nothing else happens", async () => "");
  await during("events are written at full speed", async () => {
    const { accepted, seconds: took } = await bench.ask("writer", writing);
    return `${shown.perSecond(accepted / took)} events`;
  });
  await during("53 pages render again and again", async () => {
    const reading = bench.ask("reader", { port, paths: networkPages, perSecond: 100, seconds });
    const [others] = await Promise.all([reading, bench.ask("writer", moving)]);
    return `the other pages p99 ${shown.milliseconds(others.p99Ms)}, ${others.failed} failed`;
  });
  await during("the child is killed every 3 s", async () => {
    const kills = await killChildren(site.pid, seconds * 1_000);
    if (kills === 0) bench.note("The child was not killed: the system does not tell whose child is whose.");
    return `killed ${kills} times`;
  });
  await bench.stop(site);
  return measures;
}

function measureOf(
  what: string,
  { asked, failed, failures, p50Ms, p99Ms, maxMs }: Told<"reader">,
  more: string,
): Measure {
  const title = `p99 of a read of /, /feed.xml, /api/v1/status while ${what}; none fails`;
  const reads = `p50 ${shown.milliseconds(p50Ms)}, longest ${shown.milliseconds(maxMs)}, ${failed} of ${asked} failed`;
  const parts = [reads, more, ...failures.slice(0, 1)].filter((part) => part !== "");
  const measure = judged(title, p99Ms, { atMost: TARGET_MS }, shown.milliseconds, parts.join("; "));
  return failed === 0 ? measure : { ...measure, isMet: false };
}

/** Ends the application behind a front without warning, over and over. Answers how often. */
async function killChildren(frontPid: number, forMs: number): Promise<number> {
  const untilMs = performance.now() + forMs - KILL_EVERY_MS / 2;
  let kills = 0;
  while (performance.now() < untilMs) {
    for (const child of childrenOf(frontPid)) {
      process.kill(child, "SIGKILL");
      kills += 1;
    }
    await sleep(KILL_EVERY_MS);
  }
  return kills;
}
