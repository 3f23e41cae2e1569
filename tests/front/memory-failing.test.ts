import { describe, expect, test, vi } from "vitest";
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

describe("where the application fails", () => {
  test.each(["says 503", "hangs up"] as const)(
    "and %s, the last good bytes stay, and it is asked once a second",
    async (mood) => {
      await read();
      application.mood = mood;
      application.asked.length = 0;
      change();
      for (let ms = 0; ms < 10_000; ms += 50) {
        expect(readAtOnce()).toBe("/ 1");
        if (ms % 500 === 0) change();
        await pass(50);
      }
      expect(application.asked.length).toBeGreaterThan(5);
      expect(application.asked.length).toBeLessThanOrEqual(10);
      application.mood = "answers";
      await pass(1_500);
      expect(readAtOnce()).toBe(`/ ${application.version}`);
    },
  );

  test.each(["says 503", "hangs up"] as const)(
    "and %s, and nothing is kept, it is asked once a second for all",
    async (mood) => {
      application.mood = mood;
      for (let ms = 0; ms < 5_000; ms += 10) {
        const entry = memory.read(home, null);
        if (entry instanceof Promise) entry.catch(() => undefined);
        await pass(10);
      }
      expect(application.asked.length).toBeGreaterThan(3);
      expect(application.asked.length).toBeLessThanOrEqual(5);
      application.mood = "answers";
      await pass(1_000);
      expect(await read()).toBe("/ 1");
    },
  );

  test("that too many waited is told to who was among them, and to nobody who comes after", async () => {
    application.mood = "has too many waiting";
    const refused = expect(memory.read(home, null)).rejects.toMatchObject({ code: "busy" });
    await pass(50);
    await refused;
    application.mood = "answers";
    expect(await read()).toBe("/ 1");
  });

  test("all who wait are told so, and none waits for it who could have something", async () => {
    application.mood = "hangs up";
    const waiting = [memory.read(home, null), memory.read(home, null)].map((entry) =>
      Promise.resolve(entry).then(textOf, (error: Error) => error.message),
    );
    await pass(50);
    expect(await Promise.all(waiting)).toEqual(["The socket hung up.", "The socket hung up."]);
    application.mood = "answers";
    await pass(1_000);
    expect(await read()).toBe("/ 1");
    await pass(60_000);
    change();
    await pass(2_000);
    application.isAlive = false;
    application.asked.length = 0;
    expect(readAtOnce()).toBe("/ 1");
    expect(application.asked).toEqual([]);
  });

  test("an answer that is not for all is given to who waited for it, and not kept", async () => {
    application.mood = "sets a cookie";
    expect(await read()).toBe("/ 1");
    expect(memory.peek(home)).toBeNull();
    expect(memory.isEmpty).toBe(true);
  });
});

describe("memory", () => {
  const longText = (place: { name: string }) => place.name + Buffer.alloc(20_000, "abcdefghijkl").toString("latin1");

  test("counts the bytes of every form that was made, and holds no more than it may", async () => {
    vi.useRealTimers();
    application.takesMs = 0;
    application.bodyOf = longText;
    const small = application.memory(400_000);
    const entry = await small.read(home, null);
    const before = small.figures.bytes;
    const made = [
      await entry.variant("br", false),
      await entry.variant("gzip", false),
      await entry.variant("identity", false),
    ];
    const more = made.reduce((sum, { body }) => sum + (body === entry.answer.body ? 0 : body.length), 0);
    expect(small.figures.bytes - before).toBeGreaterThanOrEqual(more);
    expect(small.figures.bytes - before).toBeLessThan(more + 10_000);
    // What is behind them is no larger than they are.
    for (const { body } of made) expect(body.buffer.byteLength).toBeLessThanOrEqual(body.length);
    for (let index = 0; index < 100; index += 1) {
      const { variant } = { variant: await small.read(placeOf(`/${index}`), null) };
      await variant.variant("gzip", false);
      expect(small.figures.bytes).toBeLessThanOrEqual(400_000);
    }
    expect(small.figures.entries).toBeGreaterThan(10);
    expect(application.gone.length).toBe(101 - small.figures.entries);
  });

  test("keeps nothing of places that are none any more, and tells of it", async () => {
    await read(placeOf("/networks/main"));
    await read(placeOf("/networks/other"));
    application.isListed = ({ name }) => name !== "/networks/main";
    memory.retainListed();
    expect(application.gone).toEqual(["/networks/main"]);
    expect(memory.figures.entries).toBe(1);
    change();
    await pass(1_000);
    expect(application.asked.filter(({ name }) => name === "/networks/main")).toHaveLength(1);
  });

  test("makes what is wanted before anybody asks, then what is outdated longest, one by one", async () => {
    const wanted = ["/a", "/b"].map(placeOf);
    application.essential = wanted;
    for (let turn = 0; turn < 4; turn += 1) {
      memory.sweep();
      await pass(250);
    }
    expect(application.asked.map(({ name }) => name)).toEqual(["/a", "/b"]);
    await pass(60_000);
    change();
    await pass(1_000);
    memory.sweep();
    await pass(250);
    memory.sweep();
    await pass(250);
    expect(wanted.map((place) => memory.peek(place)?.version)).toEqual([2, 2]);
  });
});
