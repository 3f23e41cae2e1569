import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { change } from "@/server/change";
import type { Context } from "@/server/context";
import { keptText } from "@/server/kept-text";
import { Problem } from "@/server/problem";
import { databases } from "@/tests/support/databases";

const moveVersion = (context: Context) => change(context, async () => ({ result: null, changed: true }));

/** A maker whose texts differ, and which counts how often it was called. */
function maker() {
  let made = 0;
  const make = async () => {
    made += 1;
    return `text ${made}`;
  };
  return { make, made: () => made };
}

afterEach(() => {
  vi.useRealTimers();
});

describe.each(databases)("A kept text on $name", (database) => {
  test("is made once per key, and again when the version moves", async () => {
    const context = await database.openContext();
    const { make, made } = maker();
    const first = await keptText(context, "a", make);
    expect(await keptText(context, "a", make)).toBe(first);
    await keptText(context, "b", make);
    expect(made()).toBe(2);
    await moveVersion(context);
    expect(await keptText(context, "a", make)).not.toBe(first);
    expect(made()).toBe(3);
  });

  test("is made once for all who ask while it is being made", async () => {
    const context = await database.openContext();
    const { make, made } = maker();
    const bodies = await Promise.all(Array.from({ length: 20 }, () => keptText(context, "a", make)));
    expect(made()).toBe(1);
    expect(new Set(bodies).size).toBe(1);
  });

  test("that began under an earlier version is not given to who knows a later one", async () => {
    const context = await database.openContext();
    let release = (_: string) => {};
    const slow = new Promise<string>((resolve) => {
      release = resolve;
    });
    const begun = vi.fn(() => slow);
    const early = keptText(context, "a", begun);
    await vi.waitFor(() => expect(begun).toHaveBeenCalled());
    await moveVersion(context);
    const late = keptText(context, "a", async () => "new");
    // Long enough for the late one to have read the version, and to wait.
    await sleep(100);
    release("old");
    expect(await early).toBe("old");
    expect(await late).toBe("new");
    expect(await keptText(context, "a", async () => "newer")).toBe("new");
  });

  test.each([
    ["half a minute", {}, 29_999, 30_001],
    ["a second of a replay", { REPLAY_FROM: "2014-06-19T00:00:00Z" }, 999, 1_001],
  ])("lasts %s of real time", async (_, environment, keptMs, goneMs) => {
    const context = await database.openContext({ environment });
    vi.useFakeTimers({ toFake: ["performance"] });
    const { make, made } = maker();
    await keptText(context, "a", make);
    vi.advanceTimersByTime(keptMs);
    await keptText(context, "a", make);
    expect(made()).toBe(1);
    vi.advanceTimersByTime(goneMs - keptMs);
    await keptText(context, "a", make);
    expect(made()).toBe(2);
  });

  test("that could not be made is tried again", async () => {
    const context = await database.openContext();
    const fails = () => Promise.reject(new Problem(404, "unknown_network", "There is none."));
    await expect(keptText(context, "a", fails)).rejects.toThrow("There is none.");
    expect(await keptText(context, "a", async () => "made")).toBe("made");
  });
});
