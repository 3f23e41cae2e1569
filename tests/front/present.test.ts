import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Entry } from "@/front/memory/entry";
import { Present } from "@/front/present";
import type { Listing } from "@/front/word";

const listing: Listing = {
  languages: { all: ["en"], offered: ["en"], own: "en" },
  networks: [],
  sources: [],
  incidents: [],
};
let present: Present;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  vi.advanceTimersByTime(1_000);
  present = new Present({ listing, staleAfterMs: 120_000 });
});
afterEach(() => vi.useRealTimers());

const say = (version: number, told: Listing | null = null) =>
  present.hear({ version, shownFrom: 0, holdsMs: 30_000, listing: told });

test("whoever wrote is known for two seconds: by an IPv4 address, or by the /64 of an IPv6 one", async () => {
  say(7);
  expect(present.hasWriters).toBe(false);
  present.noteWrite("192.0.2.1", 7);
  present.noteWrite("2001:db8:0:1::5", 6);
  expect(present.hasWriters).toBe(true);
  expect(await present.versionOfWriter("192.0.2.1")).toBe(7);
  expect(await present.versionOfWriter("::ffff:192.0.2.1")).toBe(7);
  expect(await present.versionOfWriter("192.0.2.2")).toBeNull();
  expect(await present.versionOfWriter("2001:db8:0:1:ffff::9")).toBe(6);
  expect(await present.versionOfWriter("2001:db8:0:2::5")).toBeNull();
  vi.advanceTimersByTime(2_100);
  expect(present.hasWriters).toBe(false);
  expect(await present.versionOfWriter("192.0.2.1")).toBeNull();
});

test("whoever wrote waits until what there is to ask for is known of it, and not if that takes long", async () => {
  say(1);
  present.noteWrite("192.0.2.1", 2);
  let answered: number | null | undefined;
  void present.versionOfWriter("192.0.2.1").then((version) => {
    answered = version;
  });
  await Promise.resolve();
  expect(answered).toBeUndefined();
  say(2, { ...listing });
  await vi.waitFor(() => expect(answered).toBe(2));
});

test("what there is to ask for is another object only where it is another", () => {
  say(1, { ...listing });
  const before = present.listing;
  say(2, { ...listing });
  expect(present.listing).toBe(before);
  say(3);
  expect(present.listing).toBe(before);
  say(4, { ...listing, networks: ["main"] });
  expect(present.listing).not.toBe(before);
});

test("bytes go stale when nobody has vouched for them for two minutes, or they alone could not be made anew for so long", () => {
  const entry = new Entry({ status: 200, headers: {}, body: Buffer.from("") });
  expect(present.isStale).toBe(true);
  say(1);
  expect([present.isStale, present.isStaleFor(entry)]).toEqual([false, false]);
  vi.advanceTimersByTime(119_000);
  expect(present.isStale).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect([present.isStale, present.isStaleFor(entry)]).toEqual([true, true]);
  say(1);
  expect(present.isStaleFor(entry)).toBe(false);
  entry.outdatedAtMs = performance.now() - 121_000;
  expect([present.isStale, present.isStaleFor(entry)]).toEqual([false, true]);
});
