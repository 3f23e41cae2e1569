import { describe, expect, it } from "vitest";
import { ReplayClock } from "@/server/clock";

const FROM = Date.parse("2014-06-19T00:00:00Z");

function makeClock(speed = 10) {
  let realMs = 5_000;
  const clock = new ReplayClock(FROM, speed, () => realMs);
  return {
    clock,
    pass: (ms: number) => {
      realMs += ms;
    },
  };
}

describe("the replay clock", () => {
  it("starts where it is told and runs as fast as it is told", () => {
    const { clock, pass } = makeClock(10);
    expect(clock.now()).toBe(FROM);
    pass(250);
    expect(clock.now()).toBe(FROM + 2_500);
  });

  it("gives whole milliseconds", () => {
    const { clock, pass } = makeClock(1 / 3);
    pass(100);
    expect(clock.now()).toBe(FROM + 33);
  });

  it("changes speed from now on, without a leap", () => {
    const { clock, pass } = makeClock(10);
    pass(100);
    clock.set({ speed: 1 });
    expect(clock.now()).toBe(FROM + 1_000);
    pass(100);
    expect(clock.now()).toBe(FROM + 1_100);
  });

  it("stands while paused and does not catch up", () => {
    const { clock, pass } = makeClock(10);
    pass(100);
    clock.set({ paused: true });
    pass(1_000);
    expect(clock.state()).toEqual({ now: FROM + 1_000, speed: 10, paused: true, until: null });
    clock.set({ paused: false });
    expect(clock.now()).toBe(FROM + 1_000);
    pass(10);
    expect(clock.now()).toBe(FROM + 1_100);
  });

  it("stands at the last instant that can be written, however fast it runs", () => {
    const { clock, pass } = makeClock(1e12);
    pass(60_000);
    expect(new Date(clock.now()).toISOString()).toBe("9999-12-31T23:59:59.999Z");
  });

  it("never passes until, stands there, and goes on from there when it moves", () => {
    const { clock, pass } = makeClock(10);
    clock.set({ until: FROM + 500 });
    pass(1_000_000);
    expect(clock.now()).toBe(FROM + 500);
    clock.set({ until: FROM + 600 });
    expect(clock.now()).toBe(FROM + 500);
    pass(5);
    expect(clock.now()).toBe(FROM + 550);
    pass(1_000);
    expect(clock.now()).toBe(FROM + 600);
    clock.set({ until: null });
    pass(1);
    expect(clock.now()).toBe(FROM + 610);
  });

  it("does not go back when until lies in its past, but stands", () => {
    const { clock, pass } = makeClock(10);
    pass(100);
    clock.set({ until: FROM });
    pass(100);
    expect(clock.now()).toBe(FROM + 1_000);
  });

  it("goes back by a reset to where it begins and no further than the bound that comes with it", () => {
    let realMs = 0;
    const clock = new ReplayClock(FROM, 1e12, () => realMs++);
    clock.set({ reset: true, until: FROM + 1_000 });
    expect(clock.now()).toBe(FROM + 1_000);
    clock.set({ reset: true, until: FROM });
    expect(clock.now()).toBe(FROM);
  });

  it("goes back to its start by a reset, held by nothing", () => {
    const { clock, pass } = makeClock(10);
    clock.set({ until: FROM + 500, speed: 2 });
    pass(10_000);
    clock.set({ reset: true });
    expect(clock.state()).toEqual({ now: FROM, speed: 2, paused: false, until: null });
    pass(10_000);
    expect(clock.now()).toBe(FROM + 20_000);
  });
});
