import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { change } from "@/server/change";
import type { Context } from "@/server/context";
import { Problem } from "@/server/problem";
import { bodyOf, keptBody } from "@/server/public-body";
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

test("Equal texts have equal ETags, others have others", () => {
  expect(bodyOf("a").etag).toBe(bodyOf("a").etag);
  expect(bodyOf("a").etag).not.toBe(bodyOf("b").etag);
  expect(bodyOf("é").bytes.byteLength).toBe(2);
});

describe.each(databases)("A kept body on $name", (database) => {
  test("is made once per key, and again when the version moves", async () => {
    const context = await database.openContext();
    const { make, made } = maker();
    const first = await keptBody(context, "a", make);
    expect(await keptBody(context, "a", make)).toBe(first);
    await keptBody(context, "b", make);
    expect(made()).toBe(2);
    await moveVersion(context);
    expect(await keptBody(context, "a", make)).not.toBe(first);
    expect(made()).toBe(3);
  });

  test("is made once for all who ask while it is being made", async () => {
    const context = await database.openContext();
    const { make, made } = maker();
    const bodies = await Promise.all(Array.from({ length: 20 }, () => keptBody(context, "a", make)));
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
    const early = keptBody(context, "a", begun);
    await vi.waitFor(() => expect(begun).toHaveBeenCalled());
    await moveVersion(context);
    const late = keptBody(context, "a", async () => "new");
    // Long enough for the late one to have read the version, and to wait.
    await sleep(100);
    release("old");
    expect(Buffer.from((await early).bytes).toString()).toBe("old");
    expect(Buffer.from((await late).bytes).toString()).toBe("new");
    expect(Buffer.from((await keptBody(context, "a", async () => "newer")).bytes).toString()).toBe("new");
  });

  test.each([
    ["a minute", {}, 59_999, 60_001],
    ["a second of a replay", { REPLAY_FROM: "2014-06-19T00:00:00Z" }, 999, 1_001],
  ])("lasts %s of real time", async (_, environment, keptMs, goneMs) => {
    const context = await database.openContext({ environment });
    vi.useFakeTimers({ toFake: ["performance"] });
    const { make, made } = maker();
    await keptBody(context, "a", make);
    vi.advanceTimersByTime(keptMs);
    await keptBody(context, "a", make);
    expect(made()).toBe(1);
    vi.advanceTimersByTime(goneMs - keptMs);
    await keptBody(context, "a", make);
    expect(made()).toBe(2);
  });

  test("that could not be made is tried again", async () => {
    const context = await database.openContext();
    const fails = () => Promise.reject(new Problem(404, "unknown_network", "There is none."));
    await expect(keptBody(context, "a", fails)).rejects.toThrow("There is none.");
    expect(Buffer.from((await keptBody(context, "a", async () => "made")).bytes).toString()).toBe("made");
  });
});
