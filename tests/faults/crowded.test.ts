import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Siege } from "@/tests/support/siege";
import { memoryOf, SIEGE_WITHIN_MS, startSiege } from "@/tests/support/siege";
import { attachStreams, readStream } from "@/tests/support/stream-reader";

const STREAMS = 2_000;

let siege: Siege;
beforeAll(async () => {
  siege = await startSiege({
    METRICS_PUBLIC: "true",
    STREAMS_MAX: String(STREAMS),
    STREAMS_PER_CLIENT: String(STREAMS),
  });
});
afterAll(() => siege.server.stop());

/** By the front's own count. */
async function openStreams(): Promise<number> {
  const metrics = await (await fetch(`${siege.server.url}/metrics`)).text();
  return Number(/^vigie_front_streams (\d+)$/m.exec(metrics)?.[1]);
}

test(
  "2,000 streams are opened and dropped at once, and again: each is let go, and its memory too",
  async () => {
    const url = `${siege.server.url}/api/v1/stream`;
    const memory: number[] = [];
    await siege.withstand(async () => {
      for (let round = 0; round < 2; round += 1) {
        const streams = await attachStreams(url, STREAMS);
        expect(await openStreams()).toBe(STREAMS);
        const beyond = await readStream(url);
        expect(beyond.status).toBe(503);
        expect(Number(beyond.headers["retry-after"])).toBeGreaterThan(0);
        streams.close();
        await vi.waitFor(async () => expect(await openStreams()).toBe(0), { timeout: 60_000, interval: 250 });
        memory.push(memoryOf(siege.server));
      }
    });
    const [first = 0, second = 0] = memory;
    expect(second - first, memory.join(" ")).toBeLessThan(60);
  },
  SIEGE_WITHIN_MS,
);

test(
  "readers at one byte a second disturb nobody, and what they asked for does not pile up",
  async () => {
    const { hostname, port } = new URL(siege.server.url);
    const before = memoryOf(siege.server);
    const onread = { buffer: Buffer.alloc(1), callback: () => false };
    const slow = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const socket = connect({ host: hostname, port: Number(port), onread });
        await once(socket, "connect");
        return socket.on("error", () => undefined);
      }),
    );
    const reading = setInterval(() => {
      for (const socket of slow) socket.resume();
    }, 1_000);
    await siege.withstand(async () => {
      const asked = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(50);
      for (const socket of slow) socket.write(asked);
      await sleep(4_000);
      expect(memoryOf(siege.server) - before).toBeLessThan(100);
    });
    clearInterval(reading);
    for (const socket of slow) socket.destroy();
  },
  SIEGE_WITHIN_MS,
);
