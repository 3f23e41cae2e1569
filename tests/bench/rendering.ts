import { Agent, request } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Bench } from "./bench";
import type { Measure } from "./measure";
import { judged, percentile, shown, timeOf } from "./measure";

const TARGET_MS = 25;
const WARM_UP = 15;
const pages = { "the page /": "/", "a network's page": "/networks/network-0" };

/** How long Next takes for a page whose version has just moved. */
export async function rendering(bench: Bench): Promise<Measure[]> {
  const { socketPath, token, stop } = await bench.application(bench.many);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (method: string, path: string, headers: Readonly<Record<string, string>>, body = "") =>
    new Promise<void>((resolve, reject) => {
      const always = { Host: "localhost", "X-Vigie-Url": path, "X-Vigie-Client": "127.0.0.1" };
      request({ socketPath, agent, method, path, headers: { ...always, ...headers } }, (response) => {
        const isGood = response.statusCode === 200;
        buffer(response).then(
          () => (isGood ? resolve() : reject(new Error(`${path}: ${response.statusCode}`))),
          reject,
        );
      })
        .on("error", reject)
        .end(body);
    });
  const write = (round: number) => {
    const type = round % 2 === 0 ? "block" : "unblock";
    const event = {
      id: `render-${round}`,
      type,
      address: "10.0.0.1",
      source: "source-0",
      at: new Date().toISOString(),
    };
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    return ask("POST", "/api/v1/events", headers, JSON.stringify(event));
  };
  const measures: Measure[] = [];
  let round = 0;
  for (const [name, path] of Object.entries(pages)) {
    const tookMs: number[] = [];
    for (let count = 0; count < WARM_UP + (bench.isQuick ? 20 : 80); count += 1) {
      await write(round);
      round += 1;
      const ms = await timeOf(() => ask("GET", path, {}));
      if (count >= WARM_UP) tookMs.push(ms);
    }
    const more = `p99 ${shown.milliseconds(percentile(tookMs, 99))}`;
    const title = `rendering ${name} in Next after a change, ${bench.many.toLocaleString("en")} events, p50`;
    measures.push(judged(title, percentile(tookMs, 50), { atMost: TARGET_MS }, shown.milliseconds, more));
  }
  agent.destroy();
  await stop();
  return measures;
}
