import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Counts } from "@/domain/health";
import type { Impact } from "@/domain/level";
import { declaredLevel, levelOf, levels, measuredLevel, worse } from "@/domain/level";

const of = (sending: number, blocked: number, unknown = 0): Counts => ({
  sending,
  blocked,
  unknown,
  known: sending - unknown,
});
const none = of(0, 0);

describe("levelOf", () => {
  test.each([
    [100, 0, 0, "operational"],
    [100, 0, 20, "operational"],
    [100, 0, 21, "unknown"],
    [0, 0, 0, "unknown"],
    [1000, 1, 0, "degraded"],
    [100, 10, 0, "degraded"],
    [1000, 101, 0, "partial_outage"],
    [100, 50, 0, "partial_outage"],
    [1000, 501, 0, "major_outage"],
    [100, 79, 21, "major_outage"],
    [100, 1, 99, "degraded"],
  ])("of %i addresses %i blocked and %i unknown is %s", (sending, blocked, unknown, level) => {
    expect(levelOf(of(sending, blocked, unknown))).toBe(level);
  });
});

describe("measuredLevel", () => {
  test("is the level of the sums", () => {
    expect(measuredLevel([of(90, 0), of(10, 10)])).toBe("degraded");
    expect(measuredLevel([of(89, 0), of(11, 11)])).toBe("partial_outage");
    expect(measuredLevel([of(5, 0), of(5, 0)])).toBe("operational");
  });

  test("is never operational while a network with sending addresses is unknown, however small", () => {
    expect(measuredLevel([of(10_000, 0), of(1, 0, 1)])).toBe("unknown");
    expect(measuredLevel([of(100, 1), of(1, 0, 1)])).toBe("degraded");
  });

  test("leaves out networks without sending addresses, and knows nothing where there is no other", () => {
    expect(measuredLevel([of(10, 0), none])).toBe("operational");
    expect(measuredLevel([none])).toBe("unknown");
    expect(measuredLevel([])).toBe("unknown");
  });

  test("is at least as grave as the mildest network and at most as grave as the gravest", () => {
    const some = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map(([a, b, c]) => of(a + b + c + 1, b, c));
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 5 }), (all) => {
        const ranks = all.map((counts) => levels.indexOf(levelOf(counts)));
        const rank = levels.indexOf(measuredLevel(all));
        expect(rank).toBeLessThanOrEqual(Math.max(...ranks));
        expect(rank).toBeGreaterThanOrEqual(Math.min(...ranks));
      }),
    );
  });
});

test("incidents declare the level of the gravest impact, none and maintenance declare nothing", () => {
  const cases: [Impact[], string][] = [
    [[], "none"],
    [["none", "maintenance"], "none"],
    [["maintenance", "minor"], "degraded"],
    [["minor", "major", "none"], "partial_outage"],
    [["critical", "major", "minor"], "major_outage"],
  ];
  for (const [impacts, level] of cases) expect(declaredLevel(impacts)).toBe(level);
});

test("the worse of two is the later in the order, and what is not declared changes nothing", () => {
  const order = ["operational", "unknown", "degraded", "partial_outage", "major_outage"] as const;
  for (const [i, a] of order.entries()) {
    expect(worse(a, "none")).toBe(a);
    for (const [j, b] of order.entries()) expect(worse(a, b)).toBe(order[Math.max(i, j)]);
  }
});
