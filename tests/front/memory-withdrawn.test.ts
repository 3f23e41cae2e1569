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

/** Something is taken back by a change, whose writer is about to be answered. */
function withdraw(): void {
  change(false);
  memory.moveTo(application.version, { shownFrom: application.version, isCertain: false });
}

describe("what was withdrawn", () => {
  test("is told to nobody any more, and everybody who keeps it is told first", async () => {
    await read();
    await read(placeOf("/cold"));
    withdraw();
    expect(application.withdrawn).toEqual([2]);
    expect(application.gone.sort()).toEqual(["/", "/cold"]);
    expect([memory.peek(home), memory.peek(placeOf("/cold"))]).toEqual([null, null]);
    expect(await read()).toBe("/ 2");
  });

  test("stays withdrawn where the application is lost at once", async () => {
    await read();
    application.mood = "hangs up";
    withdraw();
    application.isAlive = false;
    for (let ms = 0; ms < 5_000; ms += 100) {
      expect(readAtOnce()).toBe("waits");
      await pass(100);
    }
    expect(await read()).toBe("The socket hung up.");
  });

  test("is not kept where it was being made meanwhile, nor told to who waits for it", async () => {
    application.takesMs = 500;
    const waiting = memory.read(home, null);
    await pass(100);
    withdraw();
    await pass(500);
    expect(memory.peek(home)).toBeNull();
    await pass(500);
    expect(textOf(await waiting)).toBe("/ 2");
    expect(memory.peek(home)?.version).toBe(2);
  });

  test("is not what a reader gets whose patience ends", async () => {
    await read();
    await pass(60_000);
    change();
    await pass(2_000);
    application.takesMs = 7_000;
    const waiting = memory.read(home, null);
    await pass(1_000);
    withdraw();
    await pass(20_000);
    expect(textOf(await waiting)).toBe("/ 3");
  });

  test("is refused to who waits where the application goes on telling it", async () => {
    application.bodyOf = () => "old";
    memory.moveTo(7, { shownFrom: 7 });
    expect(await read()).toMatch(/gave no answer/);
    expect(memory.peek(home)).toBeNull();
  });

  test("is dropped too where an answer has told of the version before it was known that something is", async () => {
    await read();
    change(false);
    memory.moveTo(2, { isCertain: false });
    memory.moveTo(2, { shownFrom: 2 });
    expect(application.gone).toEqual(["/"]);
  });
});

describe("after something was withdrawn", () => {
  test("what is of the version that it led to stays, and words that say it again change nothing", async () => {
    withdraw();
    await read();
    for (let seconds = 0; seconds < 5; seconds += 1) memory.moveTo(2, { shownFrom: 2 });
    memory.moveTo(2, { shownFrom: 1 });
    expect(readAtOnce()).toBe("/ 2");
    expect(application.withdrawn).toEqual([2]);
    expect(application.gone).toEqual([]);
  });

  test("what is essential is made first and what is being read next, at once, and what nobody reads later", async () => {
    application.essential = ["/", "/a", "/b", "/c", "/d"].map(placeOf);
    await read(placeOf("/cold"));
    await pass(60_000);
    for (const name of ["/d", "/", "/c", "/b", "/hot"]) await read(placeOf(name));
    application.asked.length = 0;
    withdraw();
    await pass(100);
    expect(application.asked.map(({ name }) => name)).toEqual(["/", "/a", "/b", "/c", "/d", "/hot"]);
    memory.sweep();
    await pass(100);
    expect(memory.peek(placeOf("/cold"))?.version).toBe(2);
  });

  test("what is essential is made as soon as the application answers again", async () => {
    application.essential = [home];
    await read();
    application.mood = "hangs up";
    withdraw();
    await pass(2_000);
    application.mood = "answers";
    memory.sweep();
    await pass(100);
    expect(readAtOnce()).toBe("/ 2");
  });

  test("an application that fails is left in peace, though what it was asked for was withdrawn meanwhile", async () => {
    await read();
    application.takesMs = 500;
    application.mood = "hangs up";
    change();
    readAtOnce();
    await pass(100);
    withdraw();
    application.asked.length = 0;
    await pass(1_400);
    expect(application.asked).toEqual([]);
  });

  test("a database that was put back to before it is followed", async () => {
    application.version = 50;
    memory.moveTo(50, { shownFrom: 50 });
    await read();
    await pass(5_000);
    application.version = 7;
    memory.moveTo(7, { shownFrom: 3 });
    expect(memory.shownFrom).toBe(3);
    await pass(100);
    expect(readAtOnce()).toBe("/ 7");
  });
});

test("nothing is kept of a place that was taken from the list while it was being made", async () => {
  application.takesMs = 500;
  const waiting = memory.read(placeOf("/networks/main"), null);
  await pass(100);
  application.isListed = ({ name }) => name !== "/networks/main";
  memory.retainListed();
  await pass(500);
  expect(textOf(await waiting)).toBe("/networks/main 1");
  expect(memory.isEmpty).toBe(true);
});
