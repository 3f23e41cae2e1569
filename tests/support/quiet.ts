import type { MockInstance } from "vitest";
import { afterEach, beforeEach, expect, vi } from "vitest";

/** A test in which something complains on the console has failed, whatever it asserts. */
let complaints: MockInstance[] = [];

beforeEach(() => {
  complaints = [vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
});

afterEach(() => {
  const said = complaints.flatMap((channel) => channel.mock.calls);
  vi.restoreAllMocks();
  expect(said, "what was said on the console").toEqual([]);
});
