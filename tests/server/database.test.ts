import { execFileSync } from "node:child_process";
import { copyFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { change } from "@/server/change";
import type { Context } from "@/server/context";
import { OneConnection } from "@/server/database/connection";
import { databaseProblem } from "@/server/database/faults";
import { statement } from "@/server/database/immediate-transaction";
import { openDatabase } from "@/server/db";
import { currentVersion } from "@/server/version";
import { databases } from "@/tests/support/databases";
import { holdLock } from "@/tests/support/lock";

const [sqlite] = databases;
if (sqlite === undefined) throw new Error("There is no SQLite to test.");

const bump = async () => ({ result: null, changed: true });
const addProbe = (context: Context, name: string) =>
  change(context, async (tx) => ({ result: await tx.probe.create({ data: { name } }), changed: true }));
const probes = async (context: Context) => (await context.db.probe.findMany()).map(({ name }) => name);
const fileOf = (context: Context) => fileURLToPath(context.settings.databaseUrl);

describe("the connection to SQLite", () => {
  it("is durable and checks foreign keys, before, in and after a transaction", async () => {
    const { db } = await sqlite.openContext();
    const pragmas = async (client: Pick<typeof db, "$queryRawUnsafe">) => {
      const read = async (name: string) =>
        Object.values((await client.$queryRawUnsafe<object[]>(`PRAGMA ${name}`))[0] ?? {});
      return [
        await read("journal_mode"),
        await read("synchronous"),
        await read("foreign_keys"),
        await read("busy_timeout"),
      ];
    };
    const wanted = [["wal"], [2n], [1n], [0n]];
    expect(await pragmas(db)).toEqual(wanted);
    expect(await db.$transaction(pragmas)).toEqual(wanted);
    expect(await pragmas(db)).toEqual(wanted);
  });

  it("keeps what a plain query wrote while a transaction was open that is then rolled back", async () => {
    const context = await sqlite.openContext();
    let plain: Promise<unknown> | undefined;
    const failing = change(context, async (tx) => {
      await tx.probe.create({ data: { name: "rolled back" } });
      plain = context.db.probe.create({ data: { name: "plain" } }).then((row) => row);
      await sleep(30);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    await plain;
    expect(await probes(context)).toEqual(["plain"]);
  });

  it("lets nothing of a transaction that has ended run in the next one, nor end it", async () => {
    const context = await sqlite.openContext();
    const connection = new OneConnection(fileOf(context), 0);
    const insert = (name: string) => statement(`INSERT INTO "Probe" ("name") VALUES ('${name}')`);
    const first = await connection.startTransaction();
    await first.rollback();
    const second = await connection.startTransaction();
    await second.executeRaw(insert("second"));
    await expect(first.executeRaw(insert("late"))).rejects.toThrow("has ended");
    await first.rollback();
    await second.commit();
    await connection.dispose();
    expect(await probes(context)).toEqual(["second"]);
  });

  it("commits nothing of a transaction in which a statement failed, even where the failure was caught", async () => {
    const context = await sqlite.openContext();
    const swallowing = context.db.$transaction(async (tx) => {
      await tx.probe.create({ data: { name: "a" } });
      await tx.probe.create({ data: { name: "a" } }).catch(() => {});
    });
    await expect(swallowing).rejects.toThrow();
    expect(await probes(context)).toEqual([]);
    await addProbe(context, "then");
    expect(await probes(context)).toEqual(["then"]);
  });

  it("runs changes one after the other, however many are asked for at once", async () => {
    const context = await sqlite.openContext();
    const versions = await Promise.all(Array.from({ length: 50 }, () => change(context, bump)));
    expect(versions.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
  });
});

describe("a lock that another process holds", () => {
  it("is waited for without stopping the event loop, while reads go on", async () => {
    const context = await sqlite.openContext();
    await addProbe(context, "before");
    const lock = await holdLock(context);
    let worstMs = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      worstMs = Math.max(worstMs, performance.now() - last);
      last = performance.now();
    }, 5);
    const writing = addProbe(context, "after");
    await sleep(400);
    expect(await probes(context)).toEqual(["before"]);
    lock.release();
    await writing;
    clearInterval(ticking);
    expect(await probes(context)).toEqual(["before", "after"]);
    expect(worstMs).toBeLessThan(300);
  });

  it("ends in 503 database_busy with Retry-After when patience is over, and nothing was written", async () => {
    const context = await sqlite.openContext();
    const lock = await holdLock(context);
    await expect(addProbe(context, "late")).rejects.toMatchObject({
      status: 503,
      code: "database_busy",
      headers: { "Retry-After": expect.stringMatching(/^\d+$/) },
    });
    lock.release();
    expect(await probes(context)).toEqual([]);
    await addProbe(context, "then");
    expect(await probes(context)).toEqual(["then"]);
  });

  it("does not keep a plain write that met it from being committed when it is acknowledged", async () => {
    const context = await sqlite.openContext();
    const other = openDatabase(context.settings.databaseUrl);
    onTestFinished(() => other.$disconnect());
    const lock = await holdLock(context);
    const writing = context.db.$executeRaw`INSERT INTO "Probe" ("name") VALUES ('plain')`.then(() =>
      other.probe.findMany(),
    );
    await sleep(50);
    lock.release();
    expect(await writing).toMatchObject([{ name: "plain" }]);
    await addProbe(context, "then");
  });
});

describe("a database file that is gone", () => {
  const unavailable = { status: 503, code: "database_unavailable" };

  it("is noticed by reads and writes, and served again once it is back", async () => {
    const context = await sqlite.openContext();
    await addProbe(context, "kept");
    const file = fileOf(context);
    renameSync(file, `${file}.away`);
    await expect(addProbe(context, "lost")).rejects.toMatchObject(unavailable);
    await expect(currentVersion(context)).rejects.toMatchObject(unavailable);
    renameSync(`${file}.away`, file);
    await addProbe(context, "again");
    expect(await probes(context)).toEqual(["kept", "again"]);
  });

  it("is never acknowledged as written when it vanished during the transaction", async () => {
    const context = await sqlite.openContext();
    const writing = change(context, async (tx) => {
      await tx.probe.create({ data: { name: "lost" } });
      rmSync(fileOf(context));
      return bump();
    });
    await expect(writing).rejects.toMatchObject(unavailable);
  });

  it("is opened anew when another file took its place", async () => {
    const context = await sqlite.openContext();
    const other = await sqlite.openContext();
    await addProbe(other, "of the other file");
    await other.db.$queryRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)");
    await addProbe(context, "of the first file");
    const file = fileOf(context);
    copyFileSync(fileOf(other), `${file}.new`);
    for (const tail of ["", "-wal", "-shm"]) rmSync(`${file}${tail}`, { force: true });
    renameSync(`${file}.new`, file);
    expect(await probes(context)).toEqual(["of the other file"]);
  });

  it.each([
    ["is not there when first asked for", (file: string) => rmSync(file)],
    ["is no database", (file: string) => writeFileSync(file, "This is no database.".repeat(500))],
    ["is empty", (file: string) => writeFileSync(file, "")],
  ])("means 503 when it %s, and no file is made", async (_, spoil) => {
    const context = await sqlite.openContext();
    spoil(fileOf(context));
    await expect(currentVersion(context)).rejects.toMatchObject(unavailable);
    await expect(change(context, bump)).rejects.toMatchObject(unavailable);
  });
});

const hasPrlimit = (() => {
  try {
    execFileSync("prlimit", ["--version"]);
    return true;
  } catch {
    return false;
  }
})();

describe.runIf(hasPrlimit)("a disk that is full", () => {
  const limitFileSize = (bytes: number | "unlimited") =>
    execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}:unlimited`]);

  it("refuses with 503 database_full and keeps every acknowledged change; the same process goes on once there is room", async () => {
    const context = await sqlite.openContext();
    onTestFinished(() => void limitFileSize("unlimited"));
    const acknowledged: string[] = [];
    const refusals: unknown[] = [];
    limitFileSize(600_000);
    for (let index = 0; index < 40; index += 1) {
      const name = `${index}-${"x".repeat(30_000)}`;
      await addProbe(context, name).then(
        () => acknowledged.push(name),
        (error: unknown) => refusals.push(error),
      );
    }
    expect(refusals.length).toBeGreaterThan(10);
    expect(acknowledged.length).toBeGreaterThan(3);
    for (const refusal of refusals) expect(refusal).toMatchObject({ status: 503, code: "database_full" });
    expect(await currentVersion(context)).toBe(acknowledged.length);
    expect(await probes(context)).toEqual(acknowledged);

    limitFileSize("unlimited");
    await addProbe(context, "room again");
    acknowledged.push("room again");
    expect(await probes(context)).toEqual(acknowledged);
    await context.db.$disconnect();
    expect((await openDatabase(context.settings.databaseUrl).probe.findMany()).map(({ name }) => name)).toEqual(
      acknowledged,
    );
  });
});

describe("databaseProblem", () => {
  it("leaves our own faults alone, so that they are not told as the database's", async () => {
    const { db } = await sqlite.openContext();
    const wrong = await db.$queryRawUnsafe("SELECT nonsense FROM").catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(Error);
    expect(databaseProblem(wrong)).toBeNull();
    expect(databaseProblem(new Error("anything"))).toBeNull();
  });
});
