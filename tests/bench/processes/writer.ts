import { Agent, request } from "node:http";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { askedOf, tell } from "@/tests/bench/role";

const NETWORKS = 50;
const ADDRESSES = 400;
const SOURCES = 100;
/** Whoever writes reads of it at once; readers of the bench are somebody else. */
const CLIENT = "198.51.100.7";

const Receipt = z.object({ accepted: z.int(), rejected: z.array(z.unknown()) });

const { door, token, batch, atOnce, seconds, pauseMs } = askedOf("writer");
const agent = new Agent({ keepAlive: true });
const startedAt = Date.now();
const startedAtMs = performance.now();
let number = 0;
let accepted = 0;
let refused = 0;

await Promise.all(Array.from({ length: atOnce }, write));
tell("writer", { accepted, refused, seconds: (performance.now() - startedAtMs) / 1_000 });

async function write(): Promise<void> {
  while (performance.now() - startedAtMs < seconds * 1_000) {
    const body = JSON.stringify(eventsOf(number));
    number += 1;
    try {
      const receipt = Receipt.parse(await post(body));
      accepted += receipt.accepted;
      refused += receipt.rejected.length;
    } catch {
      // The application may be away for a moment: that is what is being measured, not by this process.
      refused += batch;
      await sleep(100);
    }
    if (pauseMs > 0) await sleep(pauseMs);
  }
}

function post(body: string): Promise<unknown> {
  const headers = {
    Authorization: `Bearer ${token}`,
    "X-Forwarded-For": CLIENT,
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const options = "port" in door ? { host: "127.0.0.1", port: door.port } : { socketPath: door.path };
    request({ ...options, agent, method: "POST", path: "/api/v1/events", headers }, (response) => {
      json(response).then(resolve, reject);
    })
      .on("error", reject)
      .end(body);
  });
}

/** Each batch blocks or releases as many addresses, of all networks in turn, a moment ago. */
function eventsOf(turn: number) {
  return Array.from({ length: batch }, (_, index) => {
    const place = turn * batch + index;
    const address = Math.floor(place / NETWORKS) % ADDRESSES;
    return {
      id: `${startedAt}:${place}`,
      type: Math.floor(place / (NETWORKS * ADDRESSES)) % 2 === 0 ? "block" : "unblock",
      address: `10.${place % NETWORKS}.${address >> 8}.${address & 255}`,
      source: `source-${(place * 7) % SOURCES}`,
      at: new Date(startedAt - 60_000 + (performance.now() - startedAtMs) + index / batch).toISOString(),
      evidence: "550 5.7.1 Unfortunately, messages from this address weren't sent (S3150)",
    };
  });
}
