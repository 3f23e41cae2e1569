import { formatInstant, HOUR_MS } from "@/domain/instant";
import { recordEvents } from "@/server/events";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";
import { withBenchDatabase } from "./bench-database";
import type { Measure } from "./measure";
import { timeOf } from "./measure";

const BATCH = 1_000;
const WARM_UP = 10;
const BATCHES = 60;
const SOURCES = 10;
const TARGET = 25_000;
const NOW = Date.parse("2026-03-10T12:00:00Z");

/** Events per second that are acknowledged durable, in batches of 1,000 as one sender posts them. */
export function ingestion(): Promise<Measure> {
  return withBenchDatabase(NOW, async (context) => {
    const addresses = Array.from({ length: BATCH }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
    for (let source = 0; source < SOURCES; source += 1) await declareSource(context, `source-${source}`);
    await declareNetwork(context, "main", addresses, { since: NOW - 100 * HOUR_MS });
    const post = async (from: number, to: number) => {
      for (let batch = from; batch < to; batch += 1) await recordEvents(context, tokenOf(), eventsOf(batch, addresses));
    };
    await post(0, WARM_UP);
    const ms = await timeOf(() => post(WARM_UP, BATCHES));
    const perSecond = Math.round((1_000 * BATCH * (BATCHES - WARM_UP)) / ms);
    return {
      name: "events acknowledged durable, in batches of 1,000",
      result: `${perSecond.toLocaleString("en")}/s`,
      target: `>= ${TARGET.toLocaleString("en")}/s`,
      isMet: perSecond >= TARGET,
    };
  });
}

function eventsOf(batch: number, addresses: readonly string[]) {
  return addresses.map((address, index) => ({
    id: `${batch}:${index}`,
    type: batch % 2 === 0 ? "block" : "unblock",
    address,
    source: `source-${(index * 7) % SOURCES}`,
    at: formatInstant(NOW - HOUR_MS + batch * 10_000 + index),
    evidence: "550 5.7.1 Unfortunately, messages from this address weren't sent (S3150)",
  }));
}
