import { readdirSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { operations } from "@/domain/contract/operations/all";
import { viewOperations } from "@/domain/contract/operations/views";
import { essentialPlaces, isListedBy, waysOf } from "@/front/memory/places";
import { templates } from "@/front/memory/templates";

const listing = {
  languages: { all: ["en", "fr"], offered: ["en", "fr"], own: "en" },
  networks: ["main", "n", "networks", "a-b"],
  sources: ["outlook"],
  incidents: ["refused", "01H"],
};
const wayOf = waysOf(listing);
const nameOf = (url: string, lang: string | null = null) => {
  const way = wayOf(url, lang);
  return way.kind === "kept" ? way.place.name : way.kind;
};

describe("kept under one name are", () => {
  test.each([
    ["a page", "/", "/"],
    ["a page with parameters that nobody knows", "/?utm_source=mail&a=b", "/"],
    ["a network's page", "/networks/main", "/networks/main"],
    ["the same in another spelling", "/networks/m%61in", "/networks/main"],
    ["a network that is called like a part of its path", "/networks/networks", "/networks/networks"],
    ["a curve over a known window", "/networks/main?window=30d&x=1", "/networks/main?window=30d"],
    ["one over an incident", "/networks/main?window=refused", "/networks/main?window=refused"],
    ["of a parameter that is repeated, the first", "/networks/main?window=24h&window=7d", "/networks/main?window=24h"],
    ["an incident by its slug or id", "/incidents/01H", "/incidents/01H"],
    ["a feed in a language", "/feed.xml?lang=fr", "/feed.xml?lang=fr"],
    ["one in a language that is not spoken", "/feed.xml?lang=xx", "/feed.xml"],
    ["a list of one network", "/api/v1/timeline?network=main", "/api/v1/timeline?network=main"],
    ["parameters in any order", "/api/views/log?lang=fr&network=n", "/api/views/log?network=n&lang=fr"],
    ["an image", "/images/0123456789abcdef0123456789-64x64.png", "/images/0123456789abcdef0123456789-64x64.png"],
  ])("%s", (_what, url, name) => {
    expect(nameOf(url)).toBe(name);
  });

  test("what bears the prefix of a language, apart from what does not", () => {
    expect(nameOf("/networks/main", "fr")).toBe("/fr/networks/main");
    expect(wayOf("/networks/main", "fr")).toMatchObject({ place: { url: "/networks/main", lang: "fr" } });
  });
});

describe("one answer that there is nothing is shared by", () => {
  test.each([
    [["/networks/nowhere", "/networks/e", "/networks/main%2F..", "/networks/--", "/networks/%20"], "/networks/-"],
    [["/networks/nowhere/feed.xml", "/networks/d/feed.xml"], "/networks/-/feed.xml"],
    [["/incidents/nothing", "/incidents/i"], "/incidents/-"],
    [["/api/v1/networks/nowhere", "/api/v1/networks/ap", "/api/v1/networks/net"], "/api/v1/networks/-"],
    [["/api/v1/incidents/nothing"], "/api/v1/incidents/-"],
    [["/nowhere", "/wp-login.php", "/a/b/c?d", "/favicon.ico", "/%F0%9F%90%88"], "/-"],
  ])("%j", (urls, name) => {
    expect(urls.map((url) => nameOf(url))).toEqual(urls.map(() => name));
  });
});

describe("not kept, and asked a few at once, are", () => {
  test.each([
    "/address/192.0.2.1",
    "/address?ip=192.0.2.1",
    "/incidents?before=abc",
    "/api/v1/addresses/192.0.2.1",
    "/api/v1/networks/main/health",
    "/api/v1/networks/main/health?at=2024-01-01T00:00:00Z",
    "/api/v1/timeline?from=2024-01-01T00:00:00Z",
    "/api/v1/incidents?limit=1000",
    "/api/v1/incidents?network=main&cursor=a",
    "/api/v1/timeline?network=nowhere",
    "/networks/main?window=nothing",
    "/networks/main?window=",
    "/networks/main/",
    "/networks//main",
  ])("%s", (url) => {
    expect(nameOf(url)).toBe("looked-up");
  });
});

test.each(["/desk", "/desk/networks", "/readyz", "/healthz", "/metrics", "/replay", "/api/v1/events", "/api/auth/x"])(
  "%s is handed on as it is",
  (url) => {
    expect(nameOf(url)).toBe("passed");
  },
);

test("a token is handed on where it gets another answer, and nowhere else", () => {
  const takesToken = (url: string) => {
    const way = wayOf(url, null);
    return way.kind === "passed" || way.takesToken;
  };
  expect(takesToken("/api/v1/networks/main")).toBe(true);
  expect(takesToken("/api/v1/addresses/192.0.2.1")).toBe(true);
  expect(["/", "/api/v1/status", "/feed.xml", "/nowhere", "/address/192.0.2.1"].filter(takesToken)).toEqual([]);
});

describe("whatever is asked", () => {
  const segment = fc.oneof(
    fc.constantFrom(...templates.flatMap(({ path: template }) => template.split("/"))),
    fc.constantFrom(...listing.networks, ...listing.incidents, "%2e%2e", "-", "--", "%2F", "m%61in", "constructor"),
    fc.webSegment(),
  );
  const parameter = fc.tuple(
    fc.constantFrom("window", "lang", "network", "cursor", "before", "status", "__proto__", "x"),
    fc.oneof(fc.constantFrom(...listing.networks, ...listing.incidents, "7d", "fr", "", "xx"), fc.string()),
  );
  const anyPath = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join("/")}`);
  const askedOfTemplate = fc
    .tuple(fc.constantFrom(...templates), fc.constantFrom(...listing.networks, ...listing.incidents, "-"))
    .map(([template, name]) => template.path.replace(/\{\w+\}/, () => name));
  const url = fc
    .tuple(fc.oneof(askedOfTemplate, anyPath), fc.array(parameter, { maxLength: 4 }))
    .map(([asked, parameters]) => `${asked}?${new URLSearchParams(parameters)}`)
    .filter((text) => URL.canParse(text, "http://a") && isDecodable(text));
  const asked = fc.tuple(url, fc.constantFrom(null, "fr"));
  /** Of every template: each thing that is listed, or the one that is not, times each value of each parameter, or none. */
  const most = templates.length * 2 * (listing.networks.length + 3) * (4 + 2 + 1) * (listing.networks.length + 1) * 3;

  test("there are no more places than the listing allows, and a place leads to itself", () => {
    const names = new Set<string>();
    const isListed = isListedBy(listing);
    fc.assert(
      fc.property(asked, ([target, lang]) => {
        const way = wayOf(target, lang);
        if (way.kind !== "kept" || way.place.isUnlisted) return;
        names.add(way.place.name);
        expect(wayOf(way.place.url, lang)).toEqual(way);
        expect(isListed(way.place)).toBe(true);
        const known = [...listing.networks, ...listing.incidents, ...listing.sources, "-"];
        const values = new URLSearchParams(way.place.url.split("?")[1] ?? "").values();
        for (const value of values) expect([...known, "24h", "7d", "30d", "90d", "en", "fr"]).toContain(value);
      }),
      { numRuns: 3_000 },
    );
    expect(names.size).toBeGreaterThan(20);
    expect(names.size).toBeLessThanOrEqual(most);
  });

  test("a network that was retired leaves its places, and its readers the shared one", () => {
    const later = { ...listing, networks: listing.networks.filter((slug) => slug !== "main") };
    const isListed = isListedBy(later);
    const places = ["/networks/main", "/networks/main?window=7d", "/networks/main/feed.xml", "/networks/n"].map(
      (target) => {
        const way = wayOf(target, null);
        if (way.kind !== "kept") throw new Error(way.kind);
        return way.place;
      },
    );
    expect(places.map(isListed)).toEqual([false, false, false, true]);
    expect(waysOf(later)("/networks/main", null)).toMatchObject({ place: { name: "/networks/-" } });
    expect(essentialPlaces(later).every(isListed)).toBe(true);
  });
});

describe("nothing that is public is forgotten:", () => {
  test("every page for readers has a template, and every template of a page its page", () => {
    const pages = readdirSync("app", { recursive: true, encoding: "utf8" })
      .map((file) => file.split(path.sep).join("/"))
      .filter((file) => path.basename(file) === "page.tsx" && !file.startsWith("desk/"))
      .map((file) => `/${path.dirname(file).replace(/^\.$/, "")}`.replace(/\[(\w+)\]/g, "{$1}"));
    const contract = [...operations, ...viewOperations].map(({ path: template }) => template);
    const files = ["/images/{name}"];
    const own = templates.map(({ path: template }) => template).filter((template) => !contract.includes(template));
    expect([...pages, ...files].sort()).toEqual(own.sort());
  });

  test("everything that has a name is one of a list, so that other names share an answer, but for images", () => {
    const isKeptAs = (template: string, name: string) => {
      const url = template.replace(/\{\w+\}/, name);
      const way = wayOf(url, null);
      return way.kind === "kept" && way.place.url === url;
    };
    const named = templates.filter((template) => template.path.includes("{") && !template.isLookUp);
    const listed = named.filter((template) =>
      ["main", "outlook", "refused"].some((name) => isKeptAs(template.path, name)),
    );
    expect(named.filter((template) => !listed.includes(template))).toMatchObject([{ path: "/images/{name}" }]);
    for (const template of named) expect(isKeptAs(template.path, "nowhere"), template.path).toBe(false);
  });

  test("every public operation is kept, or looked up because the contract says so; every other is handed on", () => {
    const ways = [...operations, ...viewOperations]
      .filter(({ method }) => method === "GET")
      .map(({ id, path: template, isPublic, isLookUp = false }) => {
        const { kind } = wayOf(template.replace(/\{\w+\}/, "main").replace("{updateId}", "1"), null);
        return { id, kind, expected: isPublic ? (isLookUp ? "looked-up" : "kept") : "passed" };
      });
    expect(ways.filter(({ kind, expected }) => kind !== expected)).toEqual([]);
    expect(ways.filter(({ kind }) => kind === "looked-up").map(({ id }) => id)).toEqual([
      "streamStatus",
      "getHealth",
      "getAddress",
    ]);
  });
});

function isDecodable(target: string): boolean {
  try {
    return decodeURIComponent(target.split("?", 1)[0] ?? "") !== "";
  } catch {
    return false;
  }
}
