import { describe, expect, test } from "vitest";
import { capitalised, formats } from "@/server/words/formats";

const at = (text: string) => Date.parse(text);
const english = formats("en", "Europe/Paris");
const french = formats("fr", "Europe/Paris");
const now = at("2014-07-01T09:04:00+02:00");

describe("instants", () => {
  test("hours have two digits in English and an h in French, minutes only where there are some", () => {
    expect(english.hour(at("2014-07-01T09:00:00+02:00"))).toBe("09:00");
    expect(french.hour(at("2014-07-01T09:00:00+02:00"))).toBe("9\u00a0h");
    expect(french.hour(at("2014-07-01T09:05:00+02:00"))).toBe("9\u00a0h\u00a005");
    expect(french.hour(at("2014-07-01T00:00:00+02:00"))).toBe("0\u00a0h");
    expect(english.hour(at("2014-07-01T00:00:00+02:00"))).toBe("00:00");
    expect(english.aboutHour(at("2014-06-26T11:00:00+02:00"))).toBe("about 11:00");
    expect(french.aboutHour(at("2014-06-26T11:00:00+02:00"))).toBe("vers 11\u00a0h");
  });

  test("the weekday is that of the time zone", () => {
    const late = at("2014-06-30T23:30:00Z");
    expect(english.day(late, now)).toBe("Tuesday 1 July");
    expect(french.day(late, now)).toBe("mardi 1er juillet");
    expect(formats("en", "UTC").day(late, now)).toBe("Monday 30 June");
  });

  test("only the first of a month is an ordinal in French", () => {
    expect(french.day(at("2014-07-21T12:00:00Z"), now)).toBe("lundi 21 juillet");
    expect(french.day(at("2014-07-11T12:00:00Z"), now)).toBe("vendredi 11 juillet");
    expect(french.shortDay(at("2014-07-01T12:00:00Z"))).toBe("mar. 1er");
    expect(english.shortDay(at("2014-07-01T12:00:00Z"))).toBe("Tue 1");
  });

  test("the year stands where it is not this one", () => {
    expect(english.day(at("2013-12-31T12:00:00Z"), now)).toBe("Tuesday 31 December 2013");
    expect(french.day(at("2015-01-01T12:00:00Z"), now)).toBe("jeudi 1er janvier 2015");
  });

  test("a moment of today is an hour, any other bears its day, the same day of another year too", () => {
    expect(english.moment(at("2014-07-01T00:00:00+02:00"), now)).toBe("00:00");
    expect(english.moment(at("2014-06-30T23:59:00+02:00"), now)).toBe("Monday 30 June, 23:59");
    expect(french.moment(at("2014-06-25T12:00:00+02:00"), now)).toBe("mercredi 25 juin, 12\u00a0h");
    expect(english.moment(at("2013-07-01T09:00:00+02:00"), now)).toBe("Monday 1 July 2013, 09:00");
  });

  test("months are headings by themselves", () => {
    expect(english.month(now)).toBe("July 2014");
    expect(capitalised(french.month(now), "fr")).toBe("Juillet 2014");
    expect(capitalised("été", "fr")).toBe("Été");
    expect(capitalised("", "fr")).toBe("");
  });
});

describe("figures", () => {
  test("a percentage bears tenths only where it has some, in French after a narrow no-break space", () => {
    expect([60, 97.3, 100, 0].map(english.percent)).toEqual(["60%", "97.3%", "100%", "0%"]);
    expect([60, 97.3, 100].map(french.percent)).toEqual(["60\u202f%", "97,3\u202f%", "100\u202f%"]);
  });

  test("every tenth is written as it is and none is rounded up", () => {
    for (let tenths = 0; tenths <= 1000; tenths += 1) {
      const text = english.percent(Math.floor(tenths) / 10);
      expect(Math.round(Number(text.replace("%", "")) * 10)).toBe(tenths);
    }
    expect(english.percent(99.99)).toBe("99.9%");
  });

  test("counts bear the separator of the language", () => {
    expect(english.count(65_536)).toBe("65,536");
    expect(french.count(65_536)).toBe("65\u202f536");
  });

  test("durations name their two largest units and do not run ahead", () => {
    const minutes = (count: number) => count * 60_000;
    expect(english.duration(minutes(1) - 1)).toBe("less than a minute");
    expect(english.duration(minutes(12))).toBe("12\u00a0min");
    expect(english.duration(minutes(176))).toBe("2\u00a0h\u00a056");
    expect(english.duration(minutes(120))).toBe("2\u00a0h");
    expect(english.duration(minutes(125))).toBe("2\u00a0h\u00a005");
    expect(french.duration(minutes(60 * 24 * 3 + 60 * 4 + 59))).toBe("3\u00a0j 4\u00a0h");
    expect(english.duration(minutes(60 * 24 * 3))).toBe("3\u00a0d");
  });

  test("lists end in the word of the language", () => {
    expect(english.list(["Outlook.com", "Gmail", "Orange"])).toBe("Outlook.com, Gmail and Orange");
    expect(french.list(["Outlook.com", "Gmail", "Orange"])).toBe("Outlook.com, Gmail et Orange");
    expect(english.either(["Outlook.com", "Gmail"])).toBe("Outlook.com or Gmail");
    expect(french.either(["Outlook.com", "Gmail"])).toBe("Outlook.com ou Gmail");
  });
});
