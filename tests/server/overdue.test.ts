import { expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "@/domain/instant";
import { foresee } from "@/server/figures/present";
import { keptText } from "@/server/kept-text";
import { getStatus } from "@/server/status";
import { catchUp, currentVersion, setNextChange } from "@/server/version";
import { databases } from "@/tests/support/databases";
import { holdLock } from "@/tests/support/lock";

const [sqlite] = databases;
if (sqlite === undefined) throw new Error("There is no SQLite to test.");

test("while another process holds the database, a change by time alone is told afresh under the stored version, and moves it later", async () => {
  const context = await sqlite.openContext();
  let made = 0;
  const body = () =>
    keptText(context, "a", async () => {
      made += 1;
      return `text ${made}`;
    });
  setNextChange(context, { version: 0, dueAt: context.clock.now() + MINUTE_MS });
  expect([await body(), await body()]).toEqual(["text 1", "text 1"]);

  const lock = await holdLock(context);
  context.clock.advance(MINUTE_MS);
  expect(await body()).toBe("text 2");
  expect(await currentVersion(context)).toBe(0);
  expect((await getStatus(context, null)).asOf).toBe(new Date(context.clock.now()).toISOString());
  context.clock.advance(HOUR_MS);
  const startedAt = performance.now();
  await body();
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  await catchUp(context);
  expect(await currentVersion(context)).toBe(0);

  lock.release();
  await expect
    .poll(
      async () => {
        await catchUp(context);
        return currentVersion(context);
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  const after = await body();
  expect(await body()).toBe(after);
  await foresee(context);
  expect(await currentVersion(context)).toBe(1);
}, 60_000);
