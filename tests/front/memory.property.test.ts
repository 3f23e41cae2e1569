import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Entry } from "@/front/memory/entry";
import { FakeApplication, placeOf } from "@/tests/support/fake-application";

beforeEach(
  () => void vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout", "setImmediate", "Date"] }),
);
afterEach(() => void vi.useRealTimers());

const places = ["/", "/incidents", "/feed.xml"].map(placeOf);
/** Bytes are told for less than this after a change. */
const OLD_MS = 1_000;
/** Where the application has failed, it may take a pause and a making until all is well again. */
const RECOVERS_WITHIN_MS = 2_500;
const HOT_MS = 15_000;

type Step =
  | { readonly kind: "read"; readonly place: number; readonly isWriter: boolean }
  | { readonly kind: "write"; readonly isWithdrawal: boolean }
  | { readonly kind: "pass"; readonly ms: number }
  | { readonly kind: "mood"; readonly mood: FakeApplication["mood"] }
  | { readonly kind: "speed"; readonly takesMs: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("read" as const), place: fc.nat(2), isWriter: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("write" as const), isWithdrawal: fc.nat(5).map((n) => n === 0) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("pass" as const),
      ms: fc.oneof(fc.nat(300), fc.nat(3_000), fc.nat(40_000)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("mood" as const),
      mood: fc.constantFrom<FakeApplication["mood"]>("answers", "answers", "says 503", "hangs up"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("speed" as const), takesMs: fc.nat(100) }) },
);

/** Plays the steps, and looks after each read at the whole past to say what it may have been answered. */
async function play(steps: readonly Step[]): Promise<void> {
  const application = new FakeApplication();
  const memory = application.memory();
  /** Since when each version was told, by version. */
  const toldAtMs = new Map([[1, performance.now()]]);
  let lastFailureMs = Number.NEGATIVE_INFINITY;
  let lastWrite = 1;
  /** When a read was last answered, by place. */
  const answeredMs = new Map<string, number>();
  let shownFrom = 1;
  /** Whoever withdraws something has been answered: then it is worth trying again. */
  const withdrawnAtMs: number[] = [];
  const reads: Promise<void>[] = [];
  const speak = () => memory.moveTo(application.version, { shownFrom, holdsMs: 30_000 });
  speak();

  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 500) {
      await vi.advanceTimersByTimeAsync(Math.min(left, 500));
      if (application.mood !== "answers") lastFailureMs = performance.now();
      speak();
    }
  }

  function oldestThatMayBeTold(nowMs: number): number {
    return Math.max(...[...toldAtMs].filter(([, atMs]) => atMs <= nowMs - OLD_MS).map(([version]) => version), 1);
  }

  function check(entry: Entry, least: number | null): void {
    const nowMs = performance.now();
    if (entry.answer.status === 200) expect(versionOf(entry)).toBeGreaterThanOrEqual(shownFrom);
    if (nowMs - lastFailureMs < RECOVERS_WITHIN_MS || application.mood !== "answers") return;
    if (entry.answer.status !== 200) throw new Error("A reader was told of a failure that is over.");
    const version = versionOf(entry);
    expect(version).toBeGreaterThanOrEqual(oldestThatMayBeTold(nowMs));
    if (least !== null) expect(version).toBeGreaterThanOrEqual(least);
  }

  function read(index: number, isWriter: boolean): void {
    const place = places[index % places.length] ?? placeOf("/");
    const least = isWriter ? lastWrite : null;
    const kept = memory.peek(place);
    const nowMs = performance.now();
    const isHot = nowMs - (answeredMs.get(place.name) ?? Number.NEGATIVE_INFINITY) < HOT_MS;
    const answer = memory.read(place, least);
    if (kept !== null && isHot && (least ?? 0) <= kept.version) expect(answer).not.toBeInstanceOf(Promise);
    if (!(answer instanceof Promise)) {
      answeredMs.set(place.name, nowMs);
      check(answer, least);
      return;
    }
    reads.push(
      answer.then(
        (entry) => {
          answeredMs.set(place.name, performance.now());
          check(entry, least);
        },
        (error: unknown) => {
          if (kept !== null && kept.version >= shownFrom) throw error;
        },
      ),
    );
  }

  for (const it of steps) {
    if (it.kind === "read") read(it.place, it.isWriter);
    if (it.kind === "pass") await pass(it.ms);
    if (it.kind === "speed") application.takesMs = it.takesMs;
    if (it.kind === "mood") {
      if (application.mood !== "answers" || it.mood !== "answers") lastFailureMs = performance.now();
      application.mood = it.mood;
    }
    if (it.kind === "write") {
      application.version += 1;
      lastWrite = application.version;
      toldAtMs.set(application.version, performance.now());
      if (it.isWithdrawal) {
        shownFrom = application.version;
        withdrawnAtMs.push(performance.now());
      }
      memory.moveTo(application.version, { shownFrom, isCertain: false });
    }
  }
  application.mood = "answers";
  await pass(10_000);
  await Promise.all(reads);
  for (const { name } of places) {
    const asked = application.asked.filter((one) => one.name === name);
    asked.slice(1).forEach(({ atMs }, index) => {
      const { endedAtMs, hasFailed } = asked[index] ?? { endedAtMs: 0, hasFailed: false };
      const isWorthIt = withdrawnAtMs.some((ms) => ms >= endedAtMs && ms <= atMs);
      expect(atMs).toBeGreaterThanOrEqual(endedAtMs + (hasFailed && !isWorthIt ? 1_000 : 0));
    });
  }
}

function versionOf({ answer }: Entry): number {
  return Number(answer.body.toString().split(" ")[1]);
}

test("whatever happens, nothing that was withdrawn is told, bytes are of the last second, a writer's own are told at once, hot readers never wait, and a failing application is left in peace", async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 60 }), play), { numRuns: 600 });
});
