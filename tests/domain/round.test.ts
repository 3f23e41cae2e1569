import { describe, expect, test } from "vitest";
import type { Round, Unknown } from "@/domain/facts";
import { knewSomething } from "@/domain/round";

const round = (unknown: readonly Unknown[], addresses: readonly number[] | null = null): Round => ({
  at: 0,
  scope: {
    probe: 1,
    networks: new Set([1]),
    sources: new Set([1, 2]),
    addresses: addresses === null ? null : new Set(addresses),
  },
  unknown,
});
const missed = (source: number, ...addresses: number[]): Unknown => ({
  source,
  addresses: addresses.length === 0 ? null : new Set(addresses),
});

describe("knewSomething", () => {
  test("of a network that the round looked at, by any source that answered", () => {
    expect(knewSomething(round([]), 1, [7])).toBe(true);
    expect(knewSomething(round([missed(1)]), 1, [7])).toBe(true);
    expect(knewSomething(round([missed(1), missed(2)]), 1, [7])).toBe(false);
    expect(knewSomething(round([]), 2, [7])).toBe(false);
  });

  test("of one source alone", () => {
    expect(knewSomething(round([missed(1)]), 1, [7], 1)).toBe(false);
    expect(knewSomething(round([missed(1)]), 1, [7], 2)).toBe(true);
    expect(knewSomething(round([]), 1, [7], 3)).toBe(false);
  });

  test("only where an address of the network was covered and not excepted", () => {
    expect(knewSomething(round([missed(1, 7), missed(2)]), 1, [7])).toBe(false);
    expect(knewSomething(round([missed(1, 7), missed(2)]), 1, [7, 8])).toBe(true);
    expect(knewSomething(round([missed(1, 7), missed(1, 8), missed(2)]), 1, [7, 8])).toBe(false);
    expect(knewSomething(round([], [8]), 1, [7])).toBe(false);
    expect(knewSomething(round([], [8]), 1, [7, 8])).toBe(true);
    expect(knewSomething(round([]), 1, [])).toBe(false);
  });
});
