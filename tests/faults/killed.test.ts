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

/** Another application than that one, as soon as it is started. */
function successorOf(pid: number): Promise<number> {
  return vi.waitFor(
    () => {
      const next = applicationPid(siege.server);
      expect(next).not.toBe(pid);
      return next;
    },
    { timeout: 20_000, interval: 5 },
  );
}

async function answers(): Promise<void> {
  await vi.waitFor(async () => expect((await fetch(`${siege.server.url}/readyz`)).status).toBe(200), {
    timeout: 30_000,
  });
}

test(
  "the application is killed, and killed again while it starts, and once more when it is back",
  async () => {
    const refusals = await siege.withstand(async () => {
      let pid = applicationPid(siege.server);
      kill(pid, "SIGKILL");
      pid = await successorOf(pid);
      kill(pid, "SIGKILL");
      pid = await successorOf(pid);
      await sleep(250);
      kill(pid, "SIGKILL");
      await successorOf(pid);
      await answers();
      kill(applicationPid(siege.server), "SIGKILL");
      await sleep(500);
      await answers();
    });
    expect([...refusals].filter((code) => code !== "unavailable")).toEqual([]);
  },
  SIEGE_WITHIN_MS,
);

test(
  "the application is asked to end by somebody else, and comes back",
  async () => {
    await siege.withstand(async () => {
      const pid = applicationPid(siege.server);
      kill(pid, "SIGTERM");
      await successorOf(pid);
      await answers();
    });
  },
  SIEGE_WITHIN_MS,
);
