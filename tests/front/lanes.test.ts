import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { Lanes } from "@/front/application/lanes";

test("each client has a lane of its own, and nothing is kept of those who have nothing under way", async () => {
  const lanes = new Lanes(1, 1);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const run = (address: string) =>
    lanes.run(address, () => {
      begun.push(address);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const all = ["192.0.2.1", "192.0.2.1", "2001:db8::1", "2001:db8::2"].map(run);
  await expect(run("192.0.2.1")).rejects.toMatchObject({ status: 503, code: "busy" });
  expect(begun).toEqual(["192.0.2.1", "2001:db8::1"]);
  expect(lanes.count).toBe(2);
  while (ends.length > 0) {
    for (const end of ends.splice(0)) end();
    await turn();
  }
  await Promise.all(all);
  expect(begun).toEqual(["192.0.2.1", "2001:db8::1", "192.0.2.1", "2001:db8::2"]);
  expect(lanes.count).toBe(0);
});
