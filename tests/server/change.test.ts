import { describe, expect, it } from "vitest";
import { change } from "@/server/change";
import { closeContext, openContext } from "@/server/context";
import { currentVersion, setNextChange } from "@/server/version";
import { databases } from "@/tests/support/databases";

const something = async () => ({ result: "something", changed: true });
const nothing = async () => ({ result: "nothing", changed: false });

describe.each(databases)("the version on $name", (database) => {
  it("moves by one with a change, and not when nothing changed", async () => {
    const context = await database.openContext();
    expect(await currentVersion(context)).toBe(0);
    expect(await change(context, something)).toEqual({ result: "something", version: 1 });
    expect(await change(context, nothing)).toEqual({ result: "nothing", version: 1 });
    expect(await currentVersion(context)).toBe(1);
  });

  it("is seen at once by a reader in another process, and goes on after a restart", async () => {
    const context = await database.openContext();
    const other = openContext(context.settings);
    await change(context, something);
    expect(await currentVersion(other)).toBe(1);
    await closeContext(context);
    expect((await change(other, something)).version).toBe(2);
    await closeContext(other);
  });

  it("stays where the work threw, whose error comes through as it is", async () => {
    const context = await database.openContext();
    const error = new Error("on purpose");
    await expect(change(context, () => Promise.reject(error))).rejects.toBe(error);
    expect(await currentVersion(context)).toBe(0);
  });

  it("moves once when a change by time alone comes due, however many ask at once", async () => {
    const context = await database.openContext();
    await change(context, something);
    setNextChange(context, { version: 1, dueAt: context.clock.now() + 1_000 });
    context.clock.advance(999);
    expect(await currentVersion(context)).toBe(1);
    context.clock.advance(1);
    expect(await Promise.all([currentVersion(context), currentVersion(context)])).toEqual([2, 2]);
    expect(await currentVersion(context)).toBe(2);
  });

  it("moves once when a change of the facts comes between", async () => {
    const context = await database.openContext();
    const dueAt = context.clock.now();
    setNextChange(context, { version: 0, dueAt });
    let between: Promise<unknown> | undefined;
    const clock = {
      now() {
        between ??= change(context, something);
        return dueAt;
      },
    };
    expect(await currentVersion({ ...context, clock })).toBe(1);
    await between;
    expect(await currentVersion(context)).toBe(1);
  });

  it("is not moved by what was due at an earlier version", async () => {
    const context = await database.openContext();
    setNextChange(context, { version: 0, dueAt: context.clock.now() });
    await change(context, something);
    expect(await currentVersion(context)).toBe(1);
  });

  it("is not moved by time where nothing is due", async () => {
    const context = await database.openContext();
    setNextChange(context, { version: 0, dueAt: null });
    context.clock.advance(1e9);
    expect(await currentVersion(context)).toBe(0);
  });
});
