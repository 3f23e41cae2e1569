import { describe, expect, test } from "vitest";
import {
  application,
  change,
  home,
  memory,
  onOwnClock,
  pass,
  placeOf,
  read,
  readAtOnce,
  textOf,
} from "@/tests/support/fake-application";

onOwnClock();

describe("the application is asked", () => {
  test("once, however many ask", async () => {
    const readers = Array.from({ length: 100 }, () => memory.read(home, null));
    await pass(50);
    const entries = await Promise.all(readers);
    expect(new Set(entries).size).toBe(1);
    expect(application.asked).toHaveLength(1);
  });

  test("again when the version moves or the time has passed that it holds, and not before", async () => {
    await read();
    for (let reads = 0; reads < 1_000; reads += 1) readAtOnce();
    await pass(10_000);
    expect(application.asked).toHaveLength(1);
    change();
    await pass(50);
    expect(application.asked).toHaveLength(2);
    memory.moveTo(application.version, { holdsMs: 30_000 });
    await pass(29_000);
    expect(readAtOnce()).toBe("/ 2");
    expect(application.asked).toHaveLength(2);
    await pass(2_000);
    memory.moveTo(application.version, { holdsMs: 30_000 });
    await pass(50);
    expect(application.asked).toHaveLength(3);
  });

  test("by a busy writer's changes five times a second for each entry, a few at once, the last of them included", async () => {
    const places = Array.from({ length: 20 }, (_, index) => placeOf(`/${index}`));
    for (const place of places) readAtOnce(place);
    await pass(1_000);
    application.asked.length = 0;
    for (let ms = 0; ms < 2_000; ms += 20) {
      change();
      await pass(20);
    }
    const perPlace = places.map(({ name }) => application.asked.filter((asked) => asked.name === name).length);
    expect(Math.max(...perPlace)).toBeLessThanOrEqual(11);
    expect(Math.min(...perPlace)).toBeGreaterThanOrEqual(3);
    const atOnce = application.asked.map(
      ({ atMs }) => application.asked.filter((other) => other.atMs <= atMs && other.endedAtMs > atMs).length,
    );
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(3);
    await pass(1_000);
    expect(places.map((place) => readAtOnce(place))).toEqual(
      places.map(({ name }) => `${name} ${application.version}`),
    );
  });
});

describe("a reader", () => {
  test("of what others read never waits, and gets the new bytes within a second of a change", async () => {
    await read();
    change();
    expect(readAtOnce()).toBe("/ 1");
    await pass(100);
    expect(readAtOnce()).toBe("/ 2");
    application.takesMs = 60_000;
    change();
    for (let ms = 0; ms < 10_000; ms += 500) {
      expect(readAtOnce()).toBe("/ 2");
      await pass(500);
    }
  });

  test("who comes first after a while waits for the new bytes, a little only where they do not come", async () => {
    await read();
    await pass(60_000);
    change();
    await pass(1_000);
    expect(application.asked).toHaveLength(1);
    expect(await read()).toBe("/ 2");
    await pass(60_000);
    change();
    await pass(5_000);
    application.takesMs = 60_000;
    const startedAt = performance.now();
    const waiting = memory.read(home, null);
    expect(waiting).toBeInstanceOf(Promise);
    await pass(5_000);
    expect(textOf(await waiting)).toBe("/ 2");
    expect(performance.now() - startedAt).toBe(5_000);
  });

  test("who comes while such a reader waits does so too, and whoever comes after a failure does not", async () => {
    await read();
    await pass(60_000);
    change();
    await pass(1_000);
    expect([readAtOnce(), readAtOnce()]).toEqual(["waits", "waits"]);
    await pass(50);
    expect(readAtOnce()).toBe("/ 2");
    await pass(60_000);
    change();
    await pass(1_000);
    application.mood = "hangs up";
    expect(readAtOnce()).toBe("waits");
    await pass(50);
    expect(readAtOnce()).toBe("/ 2");
  });

  test("who comes first after a while to bytes whose time has passed waits for new ones too", async () => {
    await read();
    memory.moveTo(1, { holdsMs: 30_000 });
    await pass(600_000);
    expect(readAtOnce()).toBe("waits");
    await pass(50);
  });

  test("who has written reads of it at once, though it was being made already", async () => {
    await read();
    change(false);
    readAtOnce();
    memory.moveTo(2, { isCertain: false });
    application.version = 3;
    memory.moveTo(3, { isCertain: false });
    expect(readAtOnce()).toBe("/ 1");
    expect(await read(home, 3)).toBe("/ 3");
  });

  test("who has written waits for nothing where others have the bytes already", async () => {
    await read();
    change();
    await pass(50);
    expect(memory.read(home, 2)).not.toBeInstanceOf(Promise);
    expect(application.asked).toHaveLength(2);
  });
});

describe("what is being made while the version moves", () => {
  test("is made again", async () => {
    await read();
    application.takesMs = 500;
    change();
    await pass(100);
    change();
    await pass(2_000);
    expect(readAtOnce()).toBe("/ 3");
  });

  test("is made again for a first reader who came after the change", async () => {
    application.takesMs = 500;
    const early = memory.read(home, null);
    await pass(100);
    change();
    const late = memory.read(home, null);
    await pass(2_000);
    expect(textOf(await early)).toBe("/ 1");
    expect(textOf(await late)).toBe("/ 2");
  });
});

describe("a version that goes back", () => {
  test("is followed where the application says it again: a database was restored", async () => {
    application.version = 100;
    memory.moveTo(100);
    await read();
    application.version = 5;
    for (let seconds = 0; seconds < 4; seconds += 1) {
      memory.moveTo(5);
      await pass(1_000);
    }
    expect(readAtOnce()).toBe("/ 5");
    const { length } = application.asked;
    await pass(10_000);
    readAtOnce();
    expect(application.asked).toHaveLength(length);
  });

  test("is an old word where an answer has just told of a newer one", async () => {
    await read();
    application.version = 2;
    memory.moveTo(2, { isCertain: false });
    await pass(50);
    expect(readAtOnce()).toBe("/ 2");
    const { length } = application.asked;
    memory.moveTo(1);
    expect(readAtOnce()).toBe("/ 2");
    await pass(1_000);
    expect(application.asked).toHaveLength(length);
    memory.moveTo(2);
    expect(await read(home, 2)).toBe("/ 2");
    expect(application.asked).toHaveLength(length);
  });

  test("is followed by what was made by another process, which begins anew", async () => {
    memory.restore(home, { status: 200, headers: {}, body: Buffer.from("of before") }, 70, performance.now());
    expect(readAtOnce()).toBe("of before");
    memory.moveTo(1);
    await pass(50);
    expect(readAtOnce()).toBe("/ 1");
  });
});

test("what an earlier process kept is told to be as old as it is before the application has said anything", () => {
  application.isAlive = false;
  const restored = application.memory();
  restored.restore(home, { status: 200, headers: {}, body: Buffer.from("of before") }, 70, performance.now() - 5_000);
  restored.read(home, null);
  expect(restored.figures.oldestMs).toBe(5_000);
});

describe("where the application cannot keep up", () => {
  const places = Array.from({ length: 60 }, (_, index) => placeOf(`/${index}`));

  /** A minute of a version that moves each second, in which the first place is read ten times a second and the others in turn. */
  async function overload(): Promise<Map<string, number[]>> {
    application.takesMs = 300;
    const madeAtMs = new Map<string, number[]>();
    for (const place of places) readAtOnce(place);
    await pass(10_000);
    application.asked.length = 0;
    for (let ms = 0; ms < 60_000; ms += 100) {
      if (ms % 1_000 === 0) change();
      readAtOnce();
      for (let index = 0; index < 6; index += 1) readAtOnce(places[(ms / 100 + index * 10) % places.length]);
      memory.sweep();
      await pass(100);
    }
    for (const { name, atMs } of application.asked) madeAtMs.set(name, [...(madeAtMs.get(name) ?? []), atMs]);
    return madeAtMs;
  }

  test("what is read most is made anew about each second still, and nothing that is read waits for more than its turn", async () => {
    const madeAtMs = await overload();
    const longest = (name: string) => {
      const times = madeAtMs.get(name) ?? [];
      return Math.max(...times.slice(1).map((ms, index) => ms - (times[index] ?? 0)));
    };
    expect(longest("/")).toBeLessThan(2_500);
    // Ten are made a second, one of them for who is read most.
    for (const { name } of places) expect(longest(name), name).toBeLessThan(12_000);
    expect(memory.figures.oldestMs).toBeGreaterThan(1_000);
    expect(memory.figures.oldestMs).toBeLessThan(12_000);
  });

  test("what nobody reads is not made while what is read is due, and is afterwards", async () => {
    const cold = placeOf("/cold");
    await read(cold);
    await pass(20_000);
    const madeAtMs = await overload();
    expect(madeAtMs.get("/cold")).toBeUndefined();
    await pass(20_000);
    expect(memory.figures.oldestMs).toBe(0);
    memory.sweep();
    await pass(1_000);
    expect(memory.peek(cold)?.version).toBe(application.version);
  });
});
