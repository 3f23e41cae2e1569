import { expect, test } from "vitest";
import { BARS_HEIGHT, drawBars } from "@/components/bars-drawing";

/** The slots of a drawing's lines, with the height of each. */
function heightsOf(lines: string): Map<number, number> {
  const found = [...lines.matchAll(/M(\S+) (\S+)V([^M]+)/g)];
  return new Map(found.map(([, slot, top, bottom]) => [Number(slot), Number(bottom) - Number(top)]));
}

test("a day that was verified throughout is full: what was refused and what was accepted add up to it", () => {
  const { accepted, refused, unverified } = drawBars([
    { mean: 75, verifiedShare: 1 },
    { mean: 100, verifiedShare: 1 },
  ]);
  expect(heightsOf(accepted)).toEqual(
    new Map([
      [0, BARS_HEIGHT * 0.75],
      [1, BARS_HEIGHT],
    ]),
  );
  expect(heightsOf(refused)).toEqual(new Map([[0, BARS_HEIGHT * 0.25]]));
  expect(unverified).toBe("");
});

test("refused hangs from above, accepted stands on the ground", () => {
  const { accepted, refused } = drawBars([{ mean: 50, verifiedShare: 1 }]);
  expect(refused).toBe(`M0 0V${BARS_HEIGHT / 2}`);
  expect(accepted).toBe(`M0 ${BARS_HEIGHT / 2}V${BARS_HEIGHT}`);
});

test("no refusal is too small to be seen", () => {
  expect(heightsOf(drawBars([{ mean: 99.9, verifiedShare: 1 }]).refused).get(0)).toBe(1);
});

test("what nobody verified is neither accepted nor refused", () => {
  const half = drawBars([{ mean: 50, verifiedShare: 0.5 }]);
  expect(heightsOf(half.refused).get(0)).toBe(BARS_HEIGHT / 4);
  expect(heightsOf(half.accepted).get(0)).toBe(BARS_HEIGHT / 4);
  expect(half.unverified).toContain(` ${BARS_HEIGHT / 4}h0.74v${BARS_HEIGHT / 2}h`);

  const none = drawBars([{ mean: null, verifiedShare: 0 }]);
  expect([none.refused, none.accepted]).toEqual(["", ""]);
  expect(none.unverified).toContain(` 0h0.74v${BARS_HEIGHT}h`);
});

test("days before a network began are neither of them, but a mark on the ground", () => {
  const { before, ...rest } = drawBars([{ mean: null, verifiedShare: null }]);
  expect(heightsOf(before)).toEqual(new Map([[0, 2]]));
  expect(rest).toEqual({ count: 1, accepted: "", refused: "", unverified: "" });
});
