import { describe, expect, test } from "vitest";
import { passageOf } from "@/front/door/passage";

const languages = { all: ["en", "fr"], offered: ["en", "fr"], own: "en" };
const passage = (target: string, method = "GET") => passageOf(method, target, languages);

describe("languages", () => {
  test.each([
    ["/", "/", null],
    ["/networks/main?window=7d", "/networks/main?window=7d", null],
    ["/fr", "/", "fr"],
    ["/fr?a=b", "/?a=b", "fr"],
    ["/fr/feed.xml", "/feed.xml", "fr"],
    ["/fr/networks/main?window=7d", "/networks/main?window=7d", "fr"],
    ["/french", "/french", null],
    ["/de/networks", "/de/networks", null],
    ["/fr/api/v1/status", "/fr/api/v1/status", null],
    ["/api/v1/status", "/api/v1/status", null],
  ])("%s is seen as %s", (target, url, lang) => {
    expect(passage(target)).toEqual({ kind: "passed", url, lang });
  });

  test.each([
    ["/en", "/"],
    ["/en/", "/"],
    ["/en/incidents/a?b=c", "/incidents/a?b=c"],
    ["/en//elsewhere.example/", "/elsewhere.example"],
    ["/en/\\elsewhere.example/", "/elsewhere.example"],
  ])("the site's own prefix moves %s to %s on this very server", (target, location) => {
    expect(passage(target)).toEqual({ kind: "moved", status: 308, location });
  });

  test.each([
    ["/fr", "/"],
    ["/fr/", "/"],
    ["/fr/feed.xml", "/feed.xml"],
    ["/fr/networks/main?window=7d", "/networks/main?window=7d"],
  ])("in a language that is not offered %s leads to %s, for the time being", (target, location) => {
    const moved = passageOf("GET", target, { ...languages, offered: ["en"] });
    expect(moved).toEqual({ kind: "moved", status: 307, location });
  });

  test("a prefix before slashes that follow each other names no other server", () => {
    expect(passage("/fr//elsewhere.example")).toEqual({ kind: "passed", url: "/elsewhere.example", lang: "fr" });
  });

  test.each([
    ["/fr/networks/main/", "/fr/networks/main"],
    ["/fr/networks//main?a=/b//", "/fr/networks/main?a=/b//"],
    ["/fr/networks\\main/?a", "/fr/networks/main?a"],
    ["/fr//incidents/", "/fr/incidents"],
  ])("stray slashes move %s to %s, in the language that it bears", (target, location) => {
    expect(passage(target)).toEqual({ kind: "moved", status: 308, location });
  });
});

describe("what no handler should have to survive", () => {
  test.each(["/%", "/a%zz", "/%00", "/a%2", "/networks/%c3", "*", "elsewhere", "ftp://a/b", ""])(
    "%s is malformed",
    (target) => {
      expect(passage(target)).toMatchObject({ kind: "refused", problem: { status: 400, code: "malformed" } });
    },
  );

  test.each([
    "/..",
    "/images/..",
    "/images/%2e%2E",
    "/x/../desk/",
    "/a/./b",
    "/a\\..\\b",
    "/images/..#a",
    "/images/..?a=b",
  ])("%s names what the application would look for elsewhere, and is malformed", (target) => {
    expect(passage(target)).toMatchObject({ kind: "refused", problem: { status: 400, code: "malformed" } });
  });

  test.each(["/.well-known/x", "/a..b", "/...", "/a?b=../c"])("%s is not", (target) => {
    expect(passage(target)).toEqual({ kind: "passed", url: target, lang: null });
  });

  test.each(["/api", "/api/v1/events", "/replay", "/replay?lang=fr"])("%s may be written to", (target) => {
    expect(passage(target, "POST")).toEqual({ kind: "passed", url: target, lang: null });
  });

  test.each(["/", "/incidents", "/replays", "/apiary?x=/api"])("%s is only read", (target) => {
    expect(passage(target, "POST")).toMatchObject({ problem: { status: 405, headers: { Allow: "GET, HEAD" } } });
  });

  test("a query may hold what it likes", () => {
    expect(passage("/address?ip=%&b=%00")).toMatchObject({ kind: "passed" });
  });

  test("a target of 8,000 characters passes, one more does not", () => {
    expect(passage(`/${"a".repeat(7_999)}`)).toMatchObject({ kind: "passed" });
    expect(passage(`/${"a".repeat(8_000)}`)).toMatchObject({ problem: { status: 414 } });
  });

  test("a target that names the server, as proxies send it, is taken for its path", () => {
    expect(passage("http://elsewhere.example/fr/a?b")).toEqual({ kind: "passed", url: "/a?b", lang: "fr" });
    expect(passage("http://elsewhere.example?b")).toEqual({ kind: "passed", url: "/?b", lang: null });
  });
});

describe("methods", () => {
  test.each(["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "TRACE"])("a page is not there for %s", (method) => {
    const problem = { status: 405, code: "method_not_allowed", headers: { Allow: "GET, HEAD" } };
    expect(passage("/incidents", method)).toMatchObject({ kind: "refused", problem });
  });

  test.each(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])("the API decides on %s itself", (method) => {
    expect(passage("/api/v1/events", method)).toMatchObject({ kind: "passed" });
  });

  test("the API knows no TRACE", () => {
    expect(passage("/api/v1/events", "TRACE")).toMatchObject({ problem: { status: 405 } });
  });
});
