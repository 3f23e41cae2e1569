import { describe, expect, it } from "vitest";
import { change } from "@/server/change";
import { readTogether } from "@/server/database/snapshot";
import { currentVersion } from "@/server/version";
import { databases } from "@/tests/support/databases";

describe.each(databases)("a reading on $name", (database) => {
  it("is done again where something was written meanwhile", async () => {
    const context = await database.openContext();
    let readings = 0;
    const version = await readTogether(context, async (snapshot) => {
      readings += 1;
      if (readings === 1) await change(context, async () => ({ result: null, changed: true }));
      return snapshot.version;
    });
    expect([readings, version]).toEqual([2, 1]);
  });

  it("makes writers wait where they never stop", async () => {
    const context = await database.openContext();
    const write = () => change(context, async () => ({ result: null, changed: true }));
    let last: Promise<unknown> = Promise.resolve();
    const version = await readTogether(context, async ({ reader, version }) => {
      last = write();
      if (reader === context.db) await last;
      const { version: there } = await reader.state.findUniqueOrThrow({ where: { id: 1 } });
      return { read: version, there: Number(there) };
    });
    expect(version.read).toBe(version.there);
    await last;
    expect(await currentVersion(context)).toBe(version.read + 1);
  });

  it("fails with what it threw, and leaves the database usable", async () => {
    const context = await database.openContext();
    await expect(readTogether(context, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await currentVersion(context)).toBe(0);
  });
});
