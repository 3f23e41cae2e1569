import { beforeEach, describe, expect, test } from "vitest";
import { application, change, memory, onOwnClock, pass, placeOf, read } from "@/tests/support/fake-application";

onOwnClock();

describe("what is outdated and nobody reads", () => {
  const cold = Array.from({ length: 60 }, (_, index) => placeOf(`/cold/${index}`));

  /** How many are made while the sweep is called for `forMs`. */
  async function swept(forMs: number, meanwhile: (ms: number) => void = () => undefined): Promise<number> {
    const before = memory.figures.made;
    for (let ms = 0; ms < forMs; ms += 250) {
      meanwhile(ms);
      memory.sweep();
      await pass(250);
    }
    return memory.figures.made - before;
  }

  beforeEach(async () => {
    for (const place of cold) await read(place);
    await pass(60_000);
    change();
  });

  test("is not made anew at each change because it was made once", async () => {
    application.essential = [placeOf("/essential")];
    memory.sweep();
    await pass(250);
    application.asked.length = 0;
    for (let ms = 0; ms < 5_000; ms += 250) {
      change();
      await pass(250);
    }
    expect(application.asked).toEqual([]);
  });

  test("gives way to whoever waits for a change while the version moves, and is made all the same", async () => {
    const made = await swept(45_000, (ms) => {
      if (ms % 500 === 0) change();
    });
    expect(made).toBeGreaterThan(15);
    expect(made).toBeLessThan(25);
  });

  test("takes a fifth of the application's time, and is made four times a second where that is quick", async () => {
    await pass(1_000);
    application.takesMs = 400;
    const slow = await swept(20_000);
    expect(slow).toBeGreaterThan(6);
    expect(slow).toBeLessThan(11);
    application.takesMs = 10;
    await pass(5_000);
    expect(await swept(5_000)).toBeGreaterThan(15);
  });
});
