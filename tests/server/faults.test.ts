import { describe, expect, test } from "vitest";
import { z } from "zod";
import { faultsOf, parse } from "@/server/faults";

const Entry = z.union([z.string(), z.object({ name: z.string(), "a/b~c": z.number().optional() })]);
const Body = z.object({ title: z.string().min(1), entries: z.array(Entry).default([]) });

function faults(value: unknown) {
  const result = Body.safeParse(value);
  return result.success ? [] : faultsOf(result.error, value);
}

describe("Faults", () => {
  test("tell a field that is missing from one that is wrong", () => {
    expect(faults({})).toMatchObject([{ path: "/title", code: "required" }]);
    expect(faults({ title: undefined })).toMatchObject([{ path: "/title" }]);
    expect(faults({ title: null })).toMatchObject([{ path: "/title", code: "invalid" }]);
    expect(faults(null)).toMatchObject([{ path: "", code: "invalid" }]);
  });

  test("are not taken in by what every object inherits", () => {
    const Named = z.object({ constructor: z.string() });
    const result = Named.safeParse({});
    expect(result.success ? [] : faultsOf(result.error, {})).toMatchObject([
      { path: "/constructor", code: "required" },
    ]);
  });

  test("point into the branch of a union that was meant", () => {
    expect(faults({ title: "x", entries: ["a", { name: 5 }] })).toMatchObject([{ path: "/entries/1/name" }]);
    expect(faults({ title: "x", entries: [5] })).toMatchObject([{ path: "/entries/0", code: "invalid" }]);
  });

  test("point by RFC 6901", () => {
    expect(faults({ title: "x", entries: [{ name: "x", "a/b~c": "x" }] })).toMatchObject([
      { path: "/entries/0/a~1b~0c" },
    ]);
  });

  test("are a hundred at most", () => {
    expect(faults({ title: "x", entries: Array.from({ length: 1_000 }, () => 5) })).toHaveLength(100);
  });
});

describe("A value that cannot be read", () => {
  const coded = (code: string) =>
    z.object({ list: z.string().refine(() => false, { params: { code } }), other: z.string() });

  test("is refused with the code that its faults share, else as invalid", () => {
    expect(() => parse(coded("too_many_addresses"), { list: "x", other: "x" })).toThrow(
      expect.objectContaining({ status: 422, code: "too_many_addresses" }),
    );
    expect(() => parse(coded("too_many_addresses"), { list: "x", other: 5 })).toThrow(
      expect.objectContaining({ status: 422, code: "invalid" }),
    );
    expect(() => parse(Body, {})).toThrow(expect.objectContaining({ status: 422, code: "invalid" }));
  });
});
