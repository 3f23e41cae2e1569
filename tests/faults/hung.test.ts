import { kill } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { applicationPid } from "@/tests/support/application-process";
import type { Siege } from "@/tests/support/siege";
import { SIEGE_WITHIN_MS, startSiege } from "@/tests/support/siege";

let siege: Siege;
beforeAll(async () => {
  siege = await startSiege();
});
afterAll(() => siege.server.stop());

test(
  "the application hangs for a while, and goes on",
  async () => {
    const pid = applicationPid(siege.server);
    await siege.withstand(async () => {
      kill(pid, "SIGSTOP");
      await sleep(4_000);
      kill(pid, "SIGCONT");
    });
    expect(applicationPid(siege.server)).toBe(pid);
  },
  SIEGE_WITHIN_MS,
);

test(
  "the application hangs for good: who needs it is told so, it is ended, and another one takes its place",
  async () => {
    const pid = applicationPid(siege.server);
    const refusals = await siege.withstand(async () => {
      kill(pid, "SIGSTOP");
      await vi.waitFor(() => expect(applicationPid(siege.server)).not.toBe(pid), { timeout: 60_000, interval: 100 });
    });
    expect([...refusals]).toEqual(["unavailable"]);
  },
  SIEGE_WITHIN_MS,
);
