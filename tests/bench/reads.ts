import type { RunningServer } from "@/tests/support/server";
import type { Bench } from "./bench";
import type { Measure } from "./measure";
import { judged, median, shown, told } from "./measure";
import { startNginx } from "./nginx";
import type { Door } from "./roles";

const CONNECTIONS = 64;
/** Next renders one after the other: more would only wait. */
const CONNECTIONS_OF_NEXT = 8;
/** What browsers send. */
const accepted = "gzip, deflate, br";
const paths = { "page /": "/", "/feed.xml": "/feed.xml", "/api/v1/status": "/api/v1/status" };
const SERVER_CORE = 0;
const GENERATOR_CORE = 1;

interface Contender {
  readonly name: string;
  readonly door: Door;
  readonly pid: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
}

interface Speed {
  /** Answers per second of processor time of the server's, or of time where the system does not tell the former. */
  readonly perSecond: number;
  /** How much of a core it had. */
  readonly busy: number;
}

/** How many reads one core of the front answers, against other ways to serve the same. */
export async function reads(bench: Bench): Promise<Measure[]> {
  const { few, many } = bench;
  const site = await bench.site(few);
  const large = await bench.site(many);
  const application = await bench.application(few);
  const nginx = await startNginx(bench, application.socketPath);
  for (const { pid } of [site, large, application]) bench.pin(pid, SERVER_CORE);
  const measures: Measure[] = [];
  for (const [name, path] of Object.entries(paths)) {
    const bare = bench.start("bare", { url: site.url + path, headers: { "Accept-Encoding": accepted } }, SERVER_CORE);
    const front = contenderOf("front", site);
    const node: Contender = { ...front, name: "bare", door: { port: (await bare.told).port }, pid: bare.pid };
    const crowded = contenderOf("front, many events", large);
    const speeds = await alternate(bench, path, [front, node, crowded], bench.isQuick ? 2 : 6, bench.isQuick ? 0.5 : 1);
    bare.end();
    measures.push(
      compared(`${name}: the front against bare Node with the same bytes`, speeds, front, node, 0.8),
      compared(
        `${name}: with ${many.toLocaleString("en")} events against ${few.toLocaleString("en")}`,
        speeds,
        crowded,
        front,
        0.9,
      ),
    );
    const headers = { Host: "localhost", "X-Vigie-Url": path, "X-Vigie-Client": "127.0.0.1" };
    const door = { path: application.socketPath };
    const next: Contender = { name: "Next", door, pid: application.pid, headers, connections: CONNECTIONS_OF_NEXT };
    const behind = nginx === null ? [] : [{ ...front, name: "nginx", door: { port: nginx.port }, pid: nginx.pid }];
    const others = await alternate(
      bench,
      path,
      [front, next, ...behind],
      bench.isQuick ? 1 : 2,
      bench.isQuick ? 1 : 2.5,
    );
    measures.push(...[next, ...behind].map((other) => times(name, others, front, other)));
    if (nginx === null)
      measures.push(
        told(`${name}: the front against nginx with a cache of one second before Next`, "nginx is not installed"),
      );
  }
  nginx?.end();
  await application.stop();
  await bench.stop(large);
  await bench.stop(site);
  return measures;
}

function contenderOf(name: string, { url, pid }: RunningServer): Contender {
  const { port, host } = new URL(url);
  return { name, door: { port: Number(port) }, pid, headers: { Host: host }, connections: CONNECTIONS };
}

/** One after the other, over and over, so that what happens to the machine meanwhile happens to all. */
async function alternate(
  bench: Bench,
  path: string,
  contenders: readonly Contender[],
  rounds: number,
  seconds: number,
): Promise<ReadonlyMap<Contender, readonly Speed[]>> {
  const speeds = new Map<Contender, Speed[]>(contenders.map((contender) => [contender, []]));
  // The first round counts for nobody: code that has not run for long is slow, and bare Node has only just begun.
  for (let round = 0; round <= rounds; round += 1) {
    for (const contender of contenders) {
      const speed = await speedOf(bench, path, contender, seconds);
      if (round > 0) speeds.get(contender)?.push(speed);
    }
  }
  return speeds;
}

async function speedOf(
  bench: Bench,
  path: string,
  { name, door, pid, headers, connections }: Contender,
  seconds: number,
): Promise<Speed> {
  const asked = { door, path, pid, seconds, connections };
  const load = await bench.ask(
    "load",
    { ...asked, headers: { ...headers, "Accept-Encoding": accepted } },
    GENERATOR_CORE,
  );
  if (load.failed > 0) throw new Error(`${name} failed to answer ${load.failed} reads of ${path}.`);
  if (load.answered === 0) throw new Error(`${name} answered no read of ${path} in ${seconds} s.`);
  const cpuSeconds = load.cpuSeconds ?? load.seconds;
  return { perSecond: load.answered / cpuSeconds, busy: cpuSeconds / load.seconds };
}

function compared(
  name: string,
  speeds: ReadonlyMap<Contender, readonly Speed[]>,
  one: Contender,
  other: Contender,
  atLeast: number,
): Measure {
  const ours = speeds.get(one) ?? [];
  const theirs = speeds.get(other) ?? [];
  const ratios = ours.map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? Number.NaN));
  const ratio = middle(ours) / middle(theirs);
  const spread = `${shown.ratio(Math.min(...ratios))} to ${shown.ratio(Math.max(...ratios))} in ${ratios.length} rounds`;
  const busy = Math.min(...[...ours, ...theirs].map((speed) => speed.busy));
  const figures = `${shown.perSecond(middle(ours))} : ${shown.perSecond(middle(theirs))} per core`;
  return judged(
    name,
    ratio,
    { atLeast },
    shown.ratio,
    `${figures}; ${spread}; cores at least ${Math.round(busy * 100)} % busy`,
  );
}

function times(
  name: string,
  speeds: ReadonlyMap<Contender, readonly Speed[]>,
  front: Contender,
  other: Contender,
): Measure {
  const ours = middle(speeds.get(front) ?? []);
  const theirs = middle(speeds.get(other) ?? []);
  const what = other.name === "Next" ? "Next alone" : "nginx with a cache of one second before Next";
  const figures = `${shown.perSecond(ours)} : ${shown.perSecond(theirs)} per core`;
  return told(`${name}: the front against ${what}`, `${shown.ratio(ours / theirs)} (${figures})`);
}

function middle(speeds: readonly Speed[]): number {
  return median(speeds.map(({ perSecond }) => perSecond));
}
