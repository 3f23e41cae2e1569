import { describe, expect, test } from "vitest";
import type { Step } from "@/domain/health";
import { sinceOf } from "@/domain/since";

const step = (at: number, blocked: number, known: number): Step => ({
  at,
  sending: 10,
  blocked,
  unknown: Math.max(0, 10 - blocked - known),
  known,
});

describe("sinceOf", () => {
  test("is the start of the longest run to the end with the same health", () => {
    expect(sinceOf([step(1, 0, 10), step(2, 1, 10), step(3, 0, 10)])).toBe(3);
    expect(sinceOf([step(1, 0, 10), step(2, 1, 10), step(3, 1, 9)])).toBe(2);
  });

  test("counts null as a health", () => {
    expect(sinceOf([step(1, 0, 10), step(2, 0, 5), step(3, 0, 4)])).toBe(2);
  });

  test("is null where it reaches the first step, or there is none", () => {
    expect(sinceOf([step(1, 1, 10), step(2, 1, 9)])).toBeNull();
    expect(sinceOf([])).toBeNull();
  });

  test("tells of verification too", () => {
    const steps = [step(1, 9, 10), step(2, 9, 7), step(3, 10, 6)];
    expect([sinceOf(steps), sinceOf(steps, "verified")]).toEqual([3, 2]);
  });
});
