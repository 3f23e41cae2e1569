import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Counts } from "@/domain/health";
import { figuresOf } from "@/domain/health";

const counts: fc.Arbitrary<Counts> = fc
  .tuple(fc.nat(70_000), fc.nat(70_000), fc.nat(70_000), fc.nat(70_000))
  .map(([clear, blocked, unknown, blockedKnown]) => ({
    sending: clear + blocked + unknown,
    blocked,
    unknown,
    known: clear + Math.min(blockedKnown, blocked),
  }));

const plain = (clear: number, blocked: number, unknown = 0): Counts => ({
  sending: clear + blocked + unknown,
  blocked,
  unknown,
  known: clear,
});

describe("figuresOf", () => {
  test.each([
    [29, 71, 29],
    [1999, 1, 99.9],
    [9999, 1, 99.9],
    [1, 2, 33.3],
    [2, 1, 66.6],
    [0, 7, 0],
    [7, 0, 100],
    [57, 43, 57],
  ])("%i clear and %i blocked is %f %%", (clear, blocked, health) => {
    expect(figuresOf(plain(clear, blocked)).health).toBe(health);
  });

  test("health is null as soon as fewer than 80 % are clear or blocked", () => {
    expect(figuresOf(plain(4, 4, 2)).health).toBe(50);
    expect(figuresOf(plain(8, 0, 2)).health).toBe(100);
    expect(figuresOf(plain(39, 40, 21)).health).toBeNull();
    expect(figuresOf(plain(0, 0, 5)).health).toBeNull();
    expect(figuresOf(plain(0, 0, 0)).health).toBeNull();
  });

  test("verified means that 80 % are known, blocked or not", () => {
    const verified = (known: number, sending: number) =>
      figuresOf({ sending, blocked: sending - known, unknown: 0, known }).verified;
    expect([verified(8, 10), verified(79, 100), verified(4, 5), verified(0, 0)]).toEqual([true, false, true, false]);
    expect(figuresOf({ sending: 10, blocked: 10, unknown: 0, known: 8 }).verified).toBe(true);
  });

  test("a percentage never flatters, is the greatest tenth that does not, and what is verified has one", () => {
    fc.assert(
      fc.property(counts, (some) => {
        const { health, verified } = figuresOf(some);
        const decided = some.sending - some.unknown;
        if (verified) expect(health).not.toBeNull();
        if (health === null) return;
        const tenths = Math.round(health * 10);
        expect(health).toBe(tenths / 10);
        expect(tenths * decided).toBeLessThanOrEqual(1000 * (decided - some.blocked));
        expect((tenths + 1) * decided).toBeGreaterThan(1000 * (decided - some.blocked));
        if (some.blocked > 0) expect(health).toBeLessThan(100);
      }),
    );
  });
});
