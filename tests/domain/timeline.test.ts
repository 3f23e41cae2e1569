import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Step } from "@/domain/health";
import { figuresOf } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { MINUTE_MS } from "@/domain/instant";
import type { MeasuredFact } from "@/domain/timeline";
import { bandOf, measuredFacts } from "@/domain/timeline";

/** `null` percent: not verified. */
function step(minute: number, percent: number | null): Step {
  const blocked = percent === null ? 0 : 1000 - Math.round(percent * 10);
  const unknown = percent === null ? 1000 : 0;
  return { at: minute * MINUTE_MS, sending: 1000, blocked, unknown, known: 1000 - unknown };
}

const nothing = (minute: number): Step => ({ at: minute * MINUTE_MS, sending: 0, blocked: 0, unknown: 0, known: 0 });

const HOURS = { from: 0, to: 600 * MINUTE_MS };

function facts(steps: readonly Step[], more: { until?: number; isStart?: boolean } = {}, window = HOURS) {
  const history = { steps, until: (more.until ?? 600) * MINUTE_MS, isStart: more.isStart ?? true };
  const found = measuredFacts(history, window);
  return found?.map(({ at, health, previous }) => [at / MINUTE_MS, health, previous]) ?? null;
}

describe("bandOf", () => {
  test.each([
    [0, 9.9, true],
    [9.9, 10, false],
    [49.9, 50, false],
    [50, 59.9, true],
    [89.9, 90, false],
    [90, 98.9, true],
    [98.9, 99, false],
    [99, 99.9, true],
    [99.9, 100, false],
  ])("%f and %f are in one band: %s", (a, b, same) => {
    expect(bandOf(step(0, a)) === bandOf(step(0, b))).toBe(same);
  });

  test("what is not verified is in a band of its own, though a red figure still stands", () => {
    const unconfirmed: Step = { at: 0, sending: 10, blocked: 8, unknown: 0, known: 2 };
    expect(figuresOf(unconfirmed).health).toBe(20);
    expect(bandOf(unconfirmed)).toBeNull();
    expect(bandOf(step(0, null))).toBeNull();
    expect(bandOf(nothing(0))).toBeNull();
  });
});

describe("measuredFacts", () => {
  test("tell where health settled in another band, and what it was at the end of the run before", () => {
    const steps = [step(0, 100), step(60, 62), step(70, 65), step(90, 97), step(120, 100)];
    expect(facts(steps)).toEqual([
      [60, 62, 100],
      [90, 97, 65],
      [120, 100, 97],
    ]);
  });

  test("leave out runs of less than ten minutes, and see what was on both sides of them", () => {
    expect(facts([step(0, 100), step(60, 0), step(69, 100)])).toEqual([]);
    expect(facts([step(0, 100), step(60, 0), step(70, 100)])).toEqual([
      [60, 0, 100],
      [70, 100, 0],
    ]);
    expect(facts([step(0, 100), step(60, 50), step(65, 20), step(69, 51)])).toEqual([[69, 51, 100]]);
  });

  test("count the run in course up to now", () => {
    const steps = [step(0, 100), step(60, 50)];
    expect(facts(steps, { until: 69.9 })).toEqual([]);
    expect(facts(steps, { until: 70 })).toEqual([[60, 50, 100]]);
  });

  test("tell the end of verification and its return", () => {
    expect(facts([step(0, 99.5), step(60, null), step(90, 99.1)])).toEqual([
      [60, null, 99.5],
      [90, 99.1, null],
    ]);
  });

  test("say nothing of a network's first run, nor of the time before its first sending address", () => {
    expect(facts([step(0, 50)])).toEqual([]);
    expect(facts([nothing(0), step(60, 50), step(90, 100)])).toEqual([[90, 100, 50]]);
    expect(facts([nothing(0)])).toEqual([]);
  });

  test("say nothing of the first long run, however many short ones came before", () => {
    expect(facts([step(0, null), step(5, 50), step(60, 100)])).toEqual([[60, 100, 50]]);
  });

  test("tell that all sending addresses left, once the network had some", () => {
    expect(facts([step(0, 100), nothing(60)])).toEqual([[60, null, 100]]);
  });

  test("are those that start inside the window", () => {
    const steps = [step(0, 100), step(60, 50), step(120, 100)];
    const minutes = (from: number, to: number) => ({ from: from * MINUTE_MS, to: to * MINUTE_MS });
    expect(facts(steps, {}, minutes(60, 120))).toEqual([[60, 50, 100]]);
    expect(facts(steps, {}, minutes(61, 121))).toEqual([[120, 100, 50]]);
  });

  test("ask for more where the steps before the window do not tell what came before", () => {
    const window = { from: 60 * MINUTE_MS, to: 600 * MINUTE_MS };
    expect(facts([step(60, 50)], { isStart: false }, window)).toBeNull();
    expect(facts([step(55, 100), step(60, 50)], { isStart: false }, window)).toBeNull();
    expect(facts([step(50, 100), step(60, 50)], { isStart: false }, window)).toEqual([[60, 50, 100]]);
    expect(facts([step(55, 50)], { isStart: false }, window)).toEqual([]);
    expect(facts([step(55, 50), step(64, 100)], { isStart: false }, window)).toBeNull();
  });
});

/** The rule by its word, asking of every minute which run it lies in. */
function slowFacts(steps: readonly Step[], until: Instant): MeasuredFact[] {
  const heldAt = (t: Instant) => steps.findLast(({ at }) => at <= t) ?? nothing(0);
  const told = (one: Step) => (bandOf(one) === null ? null : figuresOf(one).health);
  const found: MeasuredFact[] = [];
  let last: { band: number | null; health: number | null } | null = null;
  for (const { at: from } of steps) {
    const band = bandOf(heldAt(from));
    if (from > (steps[0]?.at ?? 0) && bandOf(heldAt(from - 1)) === band) continue;
    let to = from;
    while (to < until && bandOf(heldAt(to)) === band) to += MINUTE_MS;
    if (to - from < 10 * MINUTE_MS) continue;
    if (last !== null && last.band !== band)
      found.push({ at: from, health: told(heldAt(from)), previous: last.health });
    last = { band, health: told(heldAt(to - 1)) };
  }
  return found;
}

test("facts are those of the rule taken by its word, and a window finds its own with any lead-in that suffices", () => {
  const percent = fc.constantFrom(null, 0, 9.9, 10, 50, 55, 98.9, 99, 99.9, 100);
  const steps = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 25 }), percent), { minLength: 1, maxLength: 14 })
    .map((all) => {
      let minute = 0;
      return all.map(([minutes, some]) => {
        minute += minutes;
        return step(minute, some);
      });
    });
  fc.assert(
    fc.property(steps, fc.nat(200), fc.nat(200), fc.nat(10), (all, a, b, skipped) => {
      const until = Math.max(...all.map(({ at }) => at)) + 5 * MINUTE_MS;
      const expected = slowFacts(all, until);
      expect(measuredFacts({ steps: all, until, isStart: true }, { from: 0, to: until })).toEqual(expected);
      const window = { from: Math.min(a, b) * MINUTE_MS, to: Math.max(a, b) * MINUTE_MS + 1 };
      const inside = expected.filter(({ at }) => at >= window.from && at < window.to);
      const found = measuredFacts({ steps: all.slice(skipped), until, isStart: skipped === 0 }, window);
      if (skipped < all.length && found !== null) expect(found).toEqual(inside);
      const late = { steps: all.filter(({ at }) => at <= window.to + 10 * MINUTE_MS), isStart: true };
      const loaded = Math.min(until, window.to + 10 * MINUTE_MS);
      expect(measuredFacts({ ...late, until: loaded }, window)).toEqual(inside);
    }),
    { numRuns: 600 },
  );
});
