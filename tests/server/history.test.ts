import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { healthSteps } from "@/domain/steps";
import { measuredFacts } from "@/domain/timeline";
import type { Context } from "@/server/context";
import { listMeasured, networkSteps } from "@/server/history";
import { rebuild } from "@/server/rebuild";
import { getStatus } from "@/server/status";
import { factsOf, NETWORKS, randomHistory } from "@/tests/fixtures/random-history";
import type { RawHistory } from "@/tests/fixtures/slow-model";
import { databases } from "@/tests/support/databases";
import type { Message } from "@/tests/support/played-history";
import { declareHistory, inRealTime, PLAYED_UNTIL, play } from "@/tests/support/played-history";

const WHOLE = { from: PLAYED_UNTIL - 80 * 3_600_000, to: PLAYED_UNTIL };

/** Everything that the history holds, some of it twice, in any order and any batches. */
function messagesOf(history: RawHistory): fc.Arbitrary<Message[]> {
  const all = [...history.events.map((event) => ({ event })), ...history.rounds.map((round) => ({ round }))];
  if (all.length === 0) return fc.constant([]);
  return fc
    .tuple(
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.constantFrom(...all), { maxLength: 8 }),
      fc.infiniteStream(fc.boolean()),
    )
    .map(([once, again, splits]) => {
      const messages: Message[] = [];
      for (const item of [...once, ...again]) {
        const last = messages.at(-1);
        const { value: isApart } = splits.next();
        if ("round" in item) messages.push(item);
        else if (last !== undefined && "events" in last && !isApart)
          messages[messages.length - 1] = { events: [...last.events, item.event] };
        else messages.push({ events: [item.event] });
      }
      return messages;
    });
}

const played = randomHistory.map(inRealTime).chain((history) =>
  fc.record({
    history: fc.constant(history),
    one: messagesOf(history),
    other: messagesOf(history),
    looks: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
  }),
);

/** All that can be read, without what tells when it was read. */
async function readAll(context: Context) {
  const blocks = await context.db.block.findMany({
    orderBy: [{ addressId: "asc" }, { sourceId: "asc" }, { fromAt: "asc" }],
  });
  const networks = [];
  for (const network of NETWORKS) {
    networks.push({
      steps: await networkSteps(context, network, WHOLE),
      bySource: await networkSteps(context, network, WHOLE, 1),
      measured: (await listMeasured(context, [network], WHOLE)).get(network),
    });
  }
  const { version: _, ...status } = await getStatus(context, null);
  return { blocks, networks, status };
}

describe.each(databases)("history on $name", (database) => {
  it("is the same whatever the order, repetition and batching of its facts, and however often it was read meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(played, async ({ history, one, other, looks }) => {
        const first = await database.openContext({ now: PLAYED_UNTIL });
        await declareHistory(first, history);
        await play(first, one, async () => {});
        const result = await readAll(first);

        const second = await database.openContext({ now: PLAYED_UNTIL });
        await declareHistory(second, history);
        let look = 0;
        await play(second, other, async () => {
          if (looks[look++ % looks.length]) await Promise.all(NETWORKS.map((id) => networkSteps(second, id, WHOLE)));
        });
        expect(await readAll(second)).toEqual(result);

        for (const [index, network] of NETWORKS.entries()) {
          const facts = factsOf(history, network);
          const steps = healthSteps(facts, WHOLE);
          const told = measuredFacts({ steps, until: WHOLE.to, isStart: true }, WHOLE);
          expect(result.networks[index]).toEqual({
            steps,
            bySource: healthSteps(facts, WHOLE, 1),
            measured: told,
          });
        }

        await rebuild(second);
        expect(await second.db.day.count()).toBe(0);
        expect(await readAll(second)).toEqual(result);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  }, 300_000);
});
