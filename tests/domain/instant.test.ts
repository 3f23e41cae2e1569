import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatInstant, holdsAt, parseInstant, settingAt } from "@/domain/instant";

describe("parseInstant", () => {
  test.each([
    ["2014-07-01T07:00:00Z", "2014-07-01T07:00:00.000Z"],
    ["2014-07-01t07:00:00z", "2014-07-01T07:00:00.000Z"],
    ["2014-07-01 07:00:00Z", "2014-07-01T07:00:00.000Z"],
    ["2014-07-01T09:00:00+02:00", "2014-07-01T07:00:00.000Z"],
    ["2014-07-01T09:00:00 02:00", "2014-07-01T07:00:00.000Z"],
    ["2014-06-30T22:15:00-08:45", "2014-07-01T07:00:00.000Z"],
    ["2014-07-01T07:00:00-00:00", "2014-07-01T07:00:00.000Z"],
    ["2014-07-01T23:59:59+23:59", "2014-07-01T00:00:59.000Z"],
    ["2014-07-01T07:00:00.1Z", "2014-07-01T07:00:00.100Z"],
    ["2014-07-01T07:00:00.1239999999999Z", "2014-07-01T07:00:00.123Z"],
    ["1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z"],
    ["2016-02-29T00:00:00Z", "2016-02-29T00:00:00.000Z"],
    ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
    ["0050-03-01T00:00:00Z", "0050-03-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  ])("%s is %s", (text, expected) => {
    const at = parseInstant(text);
    expect(at === null ? null : formatInstant(at)).toBe(expected);
  });

  test.each([
    "",
    "2014-07-01",
    "2014-07-01T07:00Z",
    "2014-07-01T07:00:00",
    "2014-07-01T07:00:00+0200",
    "2014-07-01T07:00:00+02",
    "2014-07-01T07:00:00.Z",
    "2014-07-01T07:00:00,5Z",
    "2014-07-01T24:00:00Z",
    "2014-07-01T07:60:00Z",
    "2016-12-31T23:59:60Z",
    "2014-07-01T07:00:00+24:00",
    "2014-07-01T07:00:00+02:60",
    "2015-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2014-04-31T00:00:00Z",
    "2014-13-01T00:00:00Z",
    "2014-00-10T00:00:00Z",
    "2014-07-00T00:00:00Z",
    "0000-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "+02014-07-01T07:00:00Z",
    " 2014-07-01T07:00:00Z",
    "2014-07-01T07:00:00Z\n",
    "1404198000000",
    "٢٠١٤-07-01T07:00:00Z",
  ])("%j is refused", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test("takes back whatever formatInstant gives", () => {
    const years = { min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z") };
    fc.assert(
      fc.property(fc.date({ ...years, noInvalidDate: true }), (date) => {
        expect(parseInstant(formatInstant(date.getTime()))).toBe(date.getTime());
      }),
    );
  });
});

test("an interval holds at its beginning and no longer at its end", () => {
  expect([0, 1, 4, 5].map((at) => holdsAt({ from: 1, to: 5 }, at))).toEqual([false, true, true, false]);
  expect(holdsAt({ from: 1, to: null }, 1e15)).toBe(true);
});

test("a setting holds from its instant on, the first one always", () => {
  const settings = [
    { from: Number.NEGATIVE_INFINITY, value: "a" },
    { from: 10, value: "b" },
  ];
  expect([-1e15, 9, 10, 11].map((at) => settingAt(settings, at))).toEqual(["a", "a", "b", "b"]);
  expect(() => settingAt([], 0)).toThrow(RangeError);
});
