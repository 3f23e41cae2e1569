import { expect, test } from "vitest";
import { drawCurve, placeOf } from "@/components/curve-drawing";

const window = { from: 0, to: 100 };

/** The places across of a path's corners, stretch by stretch. */
function stretchesOf(path: string): number[][] {
  return path
    .split("M")
    .filter((stretch) => stretch !== "")
    .map((stretch) => [...stretch.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x]) => Number(x)));
}

test("the line breaks where nobody verified, and nothing is drawn there but the gap", () => {
  const spans = [
    { from: 0, to: 40, health: 100 },
    { from: 40, to: 60, health: null },
    { from: 60, to: 100, health: 50 },
  ];
  const { trace, accepted, refused, gaps } = drawCurve(spans, window);
  expect(gaps).toEqual([{ x: 40, width: 20 }]);
  for (const path of [trace, accepted, refused]) {
    const [before = [], after = [], ...more] = stretchesOf(path);
    expect(more).toEqual([]);
    expect(Math.max(...before)).toBe(400);
    expect(Math.min(...after)).toBe(600);
  }
});

test("accepted stands from below up to the health, refused hangs from above down to it", () => {
  const { accepted, refused } = drawCurve([{ from: 0, to: 100, health: 60 }], window);
  expect(accepted).toBe("M0,40L1000,40L1000,40L1000,100L1000,100L0,100Z");
  expect(refused).toBe("M0,40L1000,40L1000,40L1000,0L1000,0L0,0Z");
});

test("a network that began within the window leaves what was before it blank", () => {
  const { trace, gaps } = drawCurve([{ from: 50, to: 100, health: 100 }], window);
  expect(gaps).toEqual([]);
  expect(Math.min(...stretchesOf(trace).flat())).toBe(500);
});

test("a stretch holds its figure until the next begins: the line steps, it does not slope", () => {
  const spans = [
    { from: 0, to: 50, health: 100 },
    { from: 50, to: 100, health: 0 },
  ];
  expect(drawCurve(spans, window).trace).toMatch(/^M0,0L500,0L500,100L1000,100/);
});

test("an instant's place is exact to a thousandth of a percent", () => {
  expect(placeOf(1, { from: 0, to: 3 })).toBe(33.333);
});
