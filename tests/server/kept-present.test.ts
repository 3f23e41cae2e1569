import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { UpdatePatch } from "@/domain/contract/update";
import type { Instant } from "@/domain/instant";
import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "@/domain/instant";
import { change } from "@/server/change";
import type { Context } from "@/server/context";
import { closeContext, openContext } from "@/server/context";
import { recordEvents } from "@/server/events";
import { healthBuckets, healthOfDays } from "@/server/health";
import { recordHeartbeat } from "@/server/heartbeats";
import { getIncident, listIncidents, openIncident } from "@/server/incidents";
import { rebuild } from "@/server/rebuild";
import { redactUpdate } from "@/server/redactions";
import { getStatus } from "@/server/status";
import { listTimeline } from "@/server/timeline";
import { editUpdate, postUpdate } from "@/server/updates";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";
import { admin, incidentBody, updateBody } from "@/tests/support/incidents";

const NOW = Date.parse("2026-03-10T22:30:00Z");
const ADDRESSES = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"];

const event = fc.record({
  kind: fc.constant("event" as const),
  type: fc.constantFrom("block", "block", "unblock"),
  address: fc.constantFrom(...ADDRESSES),
  source: fc.constantFrom("outlook", "list"),
  agoMs: fc.oneof(fc.integer({ min: -4 * MINUTE_MS, max: HOUR_MS }), fc.integer({ min: 0, max: 3 * DAY_MS })),
});
const round = fc.record({
  kind: fc.constant("round" as const),
  agoMs: fc.oneof(fc.constant(0), fc.integer({ min: -4 * MINUTE_MS, max: 2 * DAY_MS })),
  unknown: fc.constantFrom<object[]>([], [{ source: "outlook" }], [{ source: "outlook", addresses: [ADDRESSES[0]] }]),
});
const wait = fc.record({
  kind: fc.constant("wait" as const),
  ms: fc.constantFrom(1, 11 * MINUTE_MS, 21 * MINUTE_MS, HOUR_MS),
});
const declaring = fc.record({
  kind: fc.constant("declare" as const),
  fewer: fc.boolean(),
  counts: fc.boolean(),
  staleAfterMinutes: fc.constantFrom(null, 20, 90),
});
const telling = fc.record({
  kind: fc.constant("tell" as const),
  what: fc.constantFrom<string>("open", "update", "edit", "redact", "resolve"),
});
const deed = fc.oneof(
  { arbitrary: event, weight: 6 },
  { arbitrary: round, weight: 3 },
  { arbitrary: wait, weight: 2 },
  { arbitrary: declaring, weight: 1 },
  { arbitrary: telling, weight: 3 },
  fc.record({ kind: fc.constant("rebuild" as const) }),
);

type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** By this process and by another in turn. */
const TOLD = ["open", "update", "edit", "redact", "resolve"].map((what, index): [Deed, boolean] => [
  { kind: "tell", what },
  index % 2 === 1,
]);

const VERIFICATION_ENDS: [Deed, boolean][] = [
  [{ kind: "round", agoMs: 0, unknown: [] }, false],
  [{ kind: "wait", ms: 21 * MINUTE_MS }, true],
];

describe.each(databases)("what is kept of the present on $name", (database) => {
  test("says what a process says that has just begun, whatever was written, by whomever, in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(deed, fc.boolean()), { minLength: 5, maxLength: 14 }), async (deeds) => {
        const context = await database.openContext({ now: NOW });
        await declareAll(context, { fewer: false, counts: true, staleAfterMinutes: 20 }, NOW - 10 * DAY_MS);
        await getStatus(context, "en");
        for (const [index, [what, isAnother]] of deeds.entries()) {
          await beside(context, isAnother, (writer) => act(writer, context, what, index));
          const kept = await saidBy(context);
          const fresh = await beside(context, true, saidBy);
          expect(kept).toEqual(fresh);
        }
        await closeContext(context);
      }),
      { numRuns: 6, examples: [[VERIFICATION_ENDS], [TOLD]] },
    );
  }, 240_000);
});

/** In the context, or in that of another process with the same clock. */
async function beside<T>(context: TestContext, isAnother: boolean, work: (context: Context) => Promise<T>): Promise<T> {
  if (!isAnother) return work(context);
  const other = openContext(context.settings, { clock: context.clock });
  const result = await work(other);
  await closeContext(other);
  return result;
}

async function saidBy(context: Context) {
  const { version, ...status } = await getStatus(context, "en");
  const from = Date.parse("2026-03-05T23:00:00Z");
  const days = (await healthOfDays(context, 90)).get("main");
  const { buckets } = await healthBuckets(context, "main", { from, step: "1d" });
  const told = days?.days.map(({ from, to, ...day }) => ({ from: formatInstant(from), to: formatInstant(to), ...day }));
  expect(told?.slice(-buckets.length)).toEqual(buckets);
  const log = { from: null, to: null, cursor: null, limit: 20 };
  const [network, all] = [
    await listTimeline(context, { ...log, network: "main" }),
    await listTimeline(context, { ...log, network: null }),
  ];
  const { items } = await listIncidents(context, { status: "all", network: "main", cursor: null, limit: 20 });
  const incidents = await Promise.all(items.map(({ slug }) => getIncident(context, slug)));
  return { status, days, network, all, items, incidents };
}

/** The latest incident is gone on with; where there is none, one is opened first. */
async function tell(writer: Context, what: string, index: number): Promise<void> {
  const query = { status: "all", network: null, cursor: null, limit: 1 } as const;
  const [latest] = (await listIncidents(writer, query)).items;
  const title = `The ${index}th`;
  if (latest === undefined || what === "open") {
    await openIncident(writer, admin, incidentBody({ title }));
    return;
  }
  const { slug, latestUpdate } = latest;
  if (what === "update") await postUpdate(writer, admin, slug, updateBody({ bodyMarkdown: `It says so ${index}.` }));
  if (what === "resolve") await postUpdate(writer, admin, slug, updateBody({ status: "resolved" }));
  if (what === "edit") await editUpdate(writer, admin, slug, latestUpdate.id, UpdatePatch.parse({ title }));
  if (what === "redact" && latestUpdate.bodyMarkdown.includes("It")) {
    await redactUpdate(writer, admin, slug, latestUpdate.id, { text: "It", reason: "A secret" });
  }
}

async function act(writer: Context, { clock }: TestContext, what: Deed, index: number): Promise<void> {
  const now = clock.now();
  if (what.kind === "wait") {
    clock.advance(what.ms);
    // What is said is kept for a while where nothing but time has moved.
    await change(writer, async () => ({ result: null, changed: true }));
  }
  if (what.kind === "tell") await tell(writer, what.what, index);
  if (what.kind === "rebuild") await rebuild(writer);
  if (what.kind === "declare") await declareAll(writer, what);
  if (what.kind === "round") {
    const at = formatInstant(now - what.agoMs);
    await recordHeartbeat(writer, tokenOf(), HeartbeatBody.parse({ probe: "p", at, unknown: what.unknown }));
  }
  if (what.kind === "event") {
    const { type, address, source, agoMs } = what;
    await recordEvents(writer, tokenOf(), [{ id: `${index}`, type, address, source, at: formatInstant(now - agoMs) }]);
  }
}

interface Declared {
  readonly fewer: boolean;
  readonly counts: boolean;
  readonly staleAfterMinutes: number | null;
}

async function declareAll(context: Context, { fewer, counts, staleAfterMinutes }: Declared, since?: Instant) {
  await declareSource(context, "outlook");
  await declareSource(context, "list", { kind: "reputation", counts });
  const [first = "", second = "", third = "", fourth = ""] = ADDRESSES;
  const dated = since === undefined ? {} : { since };
  await declareNetwork(context, "main", fewer ? [first] : [first, second], {
    ...dated,
    idle: [third],
    staleAfterMinutes,
  });
  await declareNetwork(context, "other", [fourth], dated);
}
