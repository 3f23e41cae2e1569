import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { percentile } from "@/tests/bench/measure";
import { askedOf, tell } from "@/tests/bench/role";

/** One that takes longer has failed. */
const PATIENCE_MS = 10_000;
const TOLD_AT_MOST = 5;

const { port, paths, perSecond, seconds } = askedOf("reader");
const agent = new Agent({ keepAlive: true });
const tookMs: number[] = [];
const failures: string[] = [];
let asked = 0;
let failed = 0;

const startedAtMs = performance.now();
const reads: Promise<void>[] = [];
for (;;) {
  const dueAtMs = startedAtMs + (asked * 1_000) / perSecond;
  if (dueAtMs - startedAtMs > seconds * 1_000) break;
  const waitMs = dueAtMs - performance.now();
  if (waitMs > 0) await sleep(waitMs);
  reads.push(read(paths[asked % paths.length] ?? "/", dueAtMs));
  asked += 1;
}
await Promise.all(reads);
tell("reader", {
  asked,
  failed,
  failures,
  p50Ms: percentile(tookMs, 50),
  p99Ms: percentile(tookMs, 99),
  maxMs: percentile(tookMs, 100),
});

/** Whoever waits for an answer asks less while the server is slow; here the wait counts from when the read was due. */
async function read(path: string, dueAtMs: number): Promise<void> {
  try {
    const status = await statusOf(path);
    if (status !== 200) throw new Error(`${path}: ${status}`);
    tookMs.push(performance.now() - dueAtMs);
  } catch (error) {
    failed += 1;
    if (failures.length < TOLD_AT_MOST) failures.push(error instanceof Error ? error.message : String(error));
  }
}

function statusOf(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "Accept-Encoding": "br" };
    const reading = get({ host: "127.0.0.1", port, path, agent, headers, timeout: PATIENCE_MS }, (response) => {
      response.on("error", reject);
      response.on("end", () => resolve(response.statusCode ?? 0));
      response.resume();
    });
    reading.on("timeout", () => reading.destroy(new Error(`${path}: nothing came for ${PATIENCE_MS} ms`)));
    reading.on("error", reject);
  });
}
