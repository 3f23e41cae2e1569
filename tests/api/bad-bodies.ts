import {
  LONE,
  long,
  NUL,
  notAddress,
  notInstant,
  notName,
  notSlug,
  notStale,
  notText,
  notTranslations,
  notUrl,
} from "./bad-values";

export interface BadBodies {
  readonly method: string;
  /** `{id}` and `{updateId}` stand for an incident that is there and its update. */
  readonly path: string;
  /** A body that would be taken. */
  readonly good: Readonly<Record<string, unknown>>;
  /** For each field what makes the body a bad one; undefined leaves the field out. */
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
}

export const badDeclarations: readonly BadBodies[] = [
  {
    method: "PUT",
    path: "/api/v1/networks/main",
    good: { name: "Main", addresses: ["192.0.2.0/29"] },
    fields: {
      name: [...notName, long(201)],
      description: ["", NUL, long(4_097), ...notText],
      lang: ["", "f", "fr_FR", "français", ...notText],
      translations: notTranslations,
      position: [1.5, "1", 2 ** 31, 1e300, ...notText.slice(1)],
      customerShare: [-0.01, 1.01, "0.5", ...notText.slice(1)],
      staleAfterMinutes: notStale,
      addresses: [
        undefined,
        null,
        "192.0.2.1",
        5,
        {},
        [5],
        [null],
        [[]],
        [{}],
        [""],
        [{ address: 5 }],
        [{ address: "192.0.2.1", role: "admin" }],
        [{ address: "192.0.2.1", since: "yesterday" }],
        [{ address: "192.0.2.1", label: 5 }],
        [{ address: "192.0.2.1", label: NUL }],
        ...["192.0.2.0/33", "192.0.2.1/24", "192.0.2.0/-1", "192.0.2.0/", "192.0.2.0/x", "192.0.2.0/24/24"].map(
          (cidr) => [cidr],
        ),
        ...["2001:db8::/129", "2001:db8::1/64", "192.0.2.0/1e1", "/24", "192.0.2.0 /29"].map((cidr) => [cidr]),
        ...notAddress
          .filter((address) => typeof address === "string" && !address.includes("/"))
          .map((address) => [address]),
      ],
    },
  },
  {
    method: "PUT",
    path: "/api/v1/sources/zone",
    good: { name: "Zone", kind: "dnsbl", zone: "dnsbl.example.org" },
    fields: {
      name: notName,
      kind: [undefined, null, "", "other", "__proto__", "constructor", ...notText],
      counts: ["true", 1, [], {}],
      staleAfterMinutes: notStale,
      affects: ["outlook", 5, {}, [5], ["Outlook.com"], [null]],
      lookupUrl: notUrl,
      removalUrl: notUrl,
      removalMethod: ["", NUL, ...notText],
      removalDays: [-1, "2", 1e9],
      zone: notName,
      zoneKey: ["", NUL, ...notText],
      codes: [
        5,
        [],
        { "127.0.0.2": {} },
        { "127.0.0.2": { meaning: "x", severity: "worst" } },
        { "10.0.0.2": { meaning: "x", severity: "high" } },
        { nonsense: { meaning: "x", severity: "high" } },
      ],
      errorCodes: [5, [], { "127.255.255.254": 5 }],
      testPoints: [5, [], { positive: "127.0.0.2" }, { positive: ["nonsense"] }, { negative: [5] }],
      granularity: ["", "host", 5],
    },
  },
  {
    method: "POST",
    path: "/api/v1/heartbeats",
    good: { probe: "probe-7" },
    fields: {
      probe: [...notName, long(129)],
      at: notInstant,
      networks: ["main", {}, 5, ...notSlug.map((slug) => [slug])],
      sources: ["outlook", {}, 5, ...notSlug.map((slug) => [slug])],
      addresses: ["192.0.2.1", {}, 5, ...notAddress.map((address) => [address])],
      unknown: [
        "outlook",
        {},
        5,
        ["outlook"],
        [null],
        [{}],
        [{ source: "Outlook.com" }],
        [{ source: "zone", addresses: "192.0.2.1" }],
        [{ source: "zone", addresses: ["nonsense"] }],
        [{ source: "zone", addresses: Array.from({ length: 10_001 }, () => "192.0.2.1") }],
        Array.from({ length: 11 }, () => ({
          source: "zone",
          addresses: Array.from({ length: 1_000 }, () => "192.0.2.1"),
        })),
      ],
      checked: [-1, 1.5, "3", []],
    },
  },
];

/** Each of them alone in a request is rejected as `invalid`. */
export const badEvents: readonly BadBodies[] = [
  {
    method: "POST",
    path: "/api/v1/events",
    good: { id: "bad", type: "block", address: "192.0.2.1", source: "zone", at: "2014-07-01T07:00:00Z" },
    fields: {
      id: [null, "", " ", NUL, LONE, long(129), "😀".repeat(129), ...notText],
      type: [undefined, null, "", "unlist", "__proto__", ...notText],
      address: [undefined, null, ...notAddress],
      source: [undefined, null, ...notSlug],
      at: [undefined, null, ...notInstant],
      effect: ["", "bounced", 5, [], {}],
      evidence: [NUL, LONE, long(2_049), "😀".repeat(2_049), ...notText],
    },
  },
];
