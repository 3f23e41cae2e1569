import { DAY_MS, formatInstant, MINUTE_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { recordEvents } from "@/server/events";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";
import { fillPair } from "@/tests/support/long-pair";
import { withBenchDatabase } from "./bench-database";
import type { Measure } from "./measure";
import { median, timeOf } from "./measure";

const LATER = 100_000;
const ROUNDS = 200;
const TARGET = 2;
const NOW = Date.parse("2026-03-10T12:00:00Z");
const FROM = NOW - LATER * MINUTE_MS - DAY_MS;

/** What an event costs before 100,000 later ones of its pair, as a multiple of what one in order costs. */
export function lateEvent(): Promise<Measure> {
  return withBenchDatabase(NOW, async (context) => {
    await declareSource(context, "outlook");
    await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2"], { since: FROM - DAY_MS });
    const { id: addressId } = await context.db.address.findUniqueOrThrow({ where: { ip: "192.0.2.1" } });
    await fillPair(context, { addressId, sourceId: 1 }, LATER, FROM);
    const inOrder: number[] = [];
    const late: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      inOrder.push(await timeOf(() => post(context, "192.0.2.2", FROM + (LATER + round) * MINUTE_MS)));
      late.push(await timeOf(() => post(context, "192.0.2.1", FROM - round * MINUTE_MS)));
    }
    const ratio = median(late) / median(inOrder);
    return {
      name: "a late event before 100,000 later ones of its pair, against one in order",
      result: `${ratio.toFixed(2)} (${median(late).toFixed(2)} ms : ${median(inOrder).toFixed(2)} ms)`,
      target: `<= ${TARGET}`,
      isMet: ratio <= TARGET,
    };
  });
}

async function post(context: Context, address: string, at: number) {
  const event = {
    type: at % (2 * MINUTE_MS) === 0 ? "block" : "unblock",
    address,
    source: "outlook",
    at: formatInstant(at),
  };
  await recordEvents(context, tokenOf(), [event]);
}
