import { describe, expect, test } from "vitest";
import type { Claims } from "@/domain/claims";
import { sentencesOf } from "@/server/sentences";
import { brightmail, claimsIn, gmail, network, orange, outlook, sourcesOf, zen } from "@/tests/fixtures/claim-examples";

const sources = new Map([
  [outlook, "Outlook.com"],
  [brightmail, "Symantec BrightMail"],
  [gmail, "Gmail"],
  [zen, "Spamhaus ZEN"],
  [orange, "Orange"],
]);
const incidents = new Map([["mail-refused", "Mail to Outlook.com and Hotmail refused."]]);
const english = new Map([
  [1, "Main network"],
  [2, "Secondary network"],
]);
const french = new Map([
  [1, "Réseau principal"],
  [2, "Réseau secondaire"],
]);

const at = (text: string) => Date.parse(`${text}+02:00`);

function say(claims: Claims, lang: "en" | "fr", now: string) {
  const names = { sources, networks: lang === "en" ? english : french, incidents };
  return sentencesOf(claims, { lang, timeZone: "Europe/Paris", names, now: at(now) });
}

/** Headline and summary. */
function both(claims: Claims, lang: "en" | "fr", now: string): string[] {
  const { headline, summary } = say(claims, lang, now);
  return [headline, summary];
}

describe("the incident of 2014", () => {
  const watching = [outlook, brightmail];
  const declared = sourcesOf(...watching);
  const secondary = network({ id: 2, sending: 20, watching, over: { since: at("2014-06-25T00:00") } });
  const blocked = (count: number, from: string) =>
    claimsIn(
      [
        network({ sending: 100, watching, blocks: watching.map((source) => ({ source, count, from: at(from) })) }),
        secondary,
      ],
      declared,
    );

  test("25 June, 12:00: a complete block", () => {
    const claims = blocked(100, "2014-06-25T12:00");
    expect(both(claims, "en", "2014-06-25T12:00")).toEqual([
      "No address on Main network gets through to Outlook.com.",
      "All 100 are refused there, on Symantec BrightMail’s data, since 12:00; nothing else that we watch reports a block.",
    ]);
    expect(both(claims, "fr", "2014-06-25T12:00")).toEqual([
      "Réseau principal\u202f: aucune adresse ne passe chez Outlook.com.",
      "Les 100 y sont refusées, sur les données de Symantec BrightMail, depuis 12\u00a0h\u202f; rien d’autre de ce que nous relevons ne signale de blocage.",
    ]);
  });

  test("27 June, 11:00: half of it, since two days before", () => {
    const claims = blocked(50, "2014-06-25T12:00");
    expect(both(claims, "en", "2014-06-27T11:00")).toEqual([
      "50% of addresses on Main network get through to Outlook.com.",
      "50 of 100 are refused there, on Symantec BrightMail’s data, since Wednesday 25 June, 12:00; nothing else that we watch reports a block.",
    ]);
    expect(both(claims, "fr", "2014-06-27T11:00")[1]).toContain("depuis mercredi 25 juin, 12\u00a0h\u202f;");
  });

  test("27 June, 14:00: one address is singular", () => {
    const claims = blocked(1, "2014-06-25T12:00");
    expect(both(claims, "en", "2014-06-27T14:00")[1]).toMatch(/^1 of 100 is refused there, /);
    expect(both(claims, "fr", "2014-06-27T14:00")[1]).toMatch(/^1 sur 100 y est refusée, /);
  });

  test("1 July, 09:00: 60 %, the figure marked for its colour", () => {
    const claims = blocked(40, "2014-07-01T09:00");
    expect(say(claims, "en", "2014-07-01T09:04").headlineParts).toEqual([
      { text: "60%", mark: "figure" },
      { text: " of addresses on Main network get through to Outlook.com", mark: null },
      { text: ".", mark: null },
    ]);
    expect(both(claims, "fr", "2014-07-01T09:04")).toEqual([
      "Réseau principal\u202f: 60\u202f% des adresses passent chez Outlook.com.",
      "40 sur 100 y sont refusées, sur les données de Symantec BrightMail, depuis 9\u00a0h\u202f; rien d’autre de ce que nous relevons ne signale de blocage.",
    ]);
    expect([...say(claims, "en", "2014-07-01T09:04").networks.values()]).toEqual([
      "40 of 100 addresses are refused by Outlook.com, on Symantec BrightMail’s data, since 09:00.",
      "None of the 20 sending addresses is blocked.",
    ]);
  });

  test("28 June, at night: nobody measures", () => {
    const silent = network({
      sending: 100,
      watching,
      blocks: watching.map((source) => ({ source, count: 1, from: at("2014-06-27T14:00") })),
      silent: { [outlook]: 100, [brightmail]: 100 },
      over: { unverifiedSince: at("2014-06-27T18:15") },
    });
    const claims = claimsIn([silent, secondary], declared);
    expect(say(claims, "en", "2014-06-28T02:00").headlineParts).toEqual([
      { text: "Not verified", mark: "doubt" },
      { text: " on Main network since Friday 27 June, 18:15", mark: null },
      { text: ".", mark: null },
    ]);
    expect(both(claims, "en", "2014-06-28T02:00")[1]).toBe(
      "Last known: 1 of 100 addresses refused by Outlook.com; without a current answer from Outlook.com and Symantec BrightMail we do not know how it stands now; none of the 20 sending addresses on Secondary network is blocked.",
    );
    expect(both(claims, "fr", "2014-06-28T02:00")).toEqual([
      "Réseau principal\u202f: non vérifié depuis vendredi 27 juin, 18\u00a0h\u00a015.",
      "Dernier état connu\u202f: 1 adresse sur 100 refusée par Outlook.com\u202f; sans réponse actuelle d’Outlook.com et Symantec BrightMail, nous ne savons pas ce qu’il en est\u202f; Réseau secondaire\u202f: aucune des 20 adresses d’envoi n’est bloquée.",
    ]);
  });

  test("10 July, 08:00 and after: calm, first above an open incident, then alone", () => {
    const main = network({ sending: 100, watching, over: { since: at("2014-07-10T08:00") } });
    expect(both(claimsIn([main, secondary], declared, "degraded"), "en", "2014-07-12T10:00")).toEqual([
      "Open incident: Mail to Outlook.com and Hotmail refused (Main network).",
      "None of the 120 sending addresses is blocked; none has been reported blocked since Thursday 10 July, 08:00.",
    ]);
    expect(both(claimsIn([main, secondary], declared), "fr", "2014-07-17T10:00")).toEqual([
      "Aucune des 120 adresses d’envoi n’est bloquée.",
      "Aucune n’a été signalée bloquée depuis jeudi 10 juillet, 8\u00a0h.",
    ]);
  });
});

describe("a headline above an open incident", () => {
  const now = "2014-07-01T09:04";
  const quiet = [1, 2].map((id) => network({ id, sending: 10, watching: [outlook, gmail] }));
  const said = (declared: Claims["headline"] & { kind: "incident" }, lang: "en" | "fr") =>
    say({ headline: declared, summary: [], networks: new Map() }, lang, now).headline;
  const incident = { kind: "incident", incidents: 1, gravest: "mail-refused", on: [] } as const;

  test("it is the incident's title, with the networks where it concerns some of several", () => {
    expect(said({ ...incident, on: [1] }, "en")).toBe(
      "Open incident: Mail to Outlook.com and Hotmail refused (Main network).",
    );
    expect(said(incident, "en")).toBe("Open incident: Mail to Outlook.com and Hotmail refused.");
    expect(said({ ...incident, on: [1, 2] }, "fr")).toBe(
      "Incident en cours\u202f: Mail to Outlook.com and Hotmail refused (Réseau principal et Réseau secondaire).",
    );
    expect(claimsIn(quiet, sourcesOf(outlook, gmail), "degraded").headline).toEqual({ ...incident, on: [1] });
  });

  test("of several the gravest is told, and how many there are", () => {
    expect(said({ ...incident, incidents: 3 }, "en")).toBe(
      "3 open incidents, the gravest: Mail to Outlook.com and Hotmail refused.",
    );
    expect(said({ ...incident, incidents: 3 }, "fr")).toBe(
      "3 incidents en cours, le plus grave\u202f: Mail to Outlook.com and Hotmail refused.",
    );
  });
});

describe("words", () => {
  const now = "2014-07-01T09:04";
  const from = at("2014-07-01T09:00");
  const one = (claims: Claims, lang: "en" | "fr" = "en") => both(claims, lang, now).join(" ");

  test("a network that stands alone is not named, one address is singular, none declared is said", () => {
    const only = network({ sending: 1, watching: [outlook], blocks: [{ source: outlook, count: 1, from }] });
    expect(one(claimsIn([only], sourcesOf(outlook)))).toMatch(
      /^The only address is refused by Outlook\.com\. Refused since 09:00\.$/,
    );
    expect(one(claimsIn([only], sourcesOf(outlook)), "fr")).toMatch(
      /^La seule adresse est refusée par Outlook\.com\. Refusée depuis 9\u00a0h/,
    );
    expect(one(claimsIn([network({ sending: 1, watching: [outlook] })], sourcesOf(outlook)))).toMatch(
      /^The only sending address is not blocked\./,
    );
    expect(both(claimsIn([], new Map()), "fr", now)).toEqual(["Aucun réseau n’est encore déclaré.", ""]);
    expect(both(claimsIn([network({ sending: 0, watching: [] })], new Map()), "en", now)).toEqual([
      "No sending address is declared yet.",
      "",
    ]);
  });

  test("a filter lists, and whose receivers use its data is told", () => {
    const listed = network({
      sending: 100,
      watching: [outlook, brightmail],
      blocks: [{ source: brightmail, count: 3, from }],
    });
    expect(one(claimsIn([listed], sourcesOf(outlook, brightmail)))).toBe(
      "3 of 100 addresses are listed by Symantec BrightMail. Listed since 09:00; its data are used by Outlook.com; nothing else that we watch reports a block.",
    );
  });

  test("French elides before the vowel of a name, and not before an h", () => {
    const blocks = [gmail, zen].map((source) => ({ source, count: 3, from }));
    const claims = claimsIn(
      [network({ sending: 100, watching: [gmail, zen], blocks })],
      new Map([
        [gmail, { kind: "receiver", counts: true, affects: [] }],
        [zen, { kind: "filter", counts: true, affects: [gmail] }],
      ]),
    );
    const said = (filter: string) =>
      sentencesOf(claims, {
        lang: "fr",
        timeZone: "UTC",
        now: from,
        names: {
          incidents,
          networks: french,
          sources: new Map([
            [gmail, "Gmail"],
            [zen, filter],
          ]),
        },
      }).summary;
    expect(said("Abusix")).toContain("sur les données d’Abusix,");
    expect(said("Éole")).toContain("sur les données d’Éole,");
    expect(said("Hornet")).toContain("sur les données de Hornet,");
    expect(said("0spam")).toContain("sur les données de 0spam,");
  });

  test("a deferral is deferred, and is not said to get nothing through", () => {
    const deferred = (count: number) =>
      claimsIn(
        [
          network({
            sending: 100,
            watching: [outlook],
            blocks: [{ source: outlook, count, from, effect: "deferred" }],
          }),
        ],
        sourcesOf(outlook),
      );
    expect(one(deferred(40))).toMatch(
      /^60% of addresses get through to Outlook\.com\. 40 of 100 are deferred there since 09:00\.$/,
    );
    expect(one(deferred(100))).toMatch(/^All 100 addresses are deferred by Outlook\.com\. Deferred since 09:00\.$/);
  });

  test("one of 2,000 is not none, though it is 0 %", () => {
    const almost = network({ sending: 2_000, watching: [outlook], blocks: [{ source: outlook, count: 1_999, from }] });
    expect(one(claimsIn([almost], sourcesOf(outlook)))).toMatch(
      /^0% of addresses get through to Outlook\.com\. 1,999 of 2,000 are refused there since 09:00\.$/,
    );
  });

  test("79 blocked and 21 unknown have no percentage", () => {
    const partly = network({
      sending: 100,
      watching: [outlook],
      blocks: [{ source: outlook, count: 79, start: 21, from }],
      silent: { [outlook]: 21 },
    });
    expect(one(claimsIn([partly], sourcesOf(outlook)))).toBe(
      "79 of 100 addresses are refused by Outlook.com. Refused since 09:00; 21 are not verified; no current answer from Outlook.com.",
    );
  });

  test("at most three sources are named, of more two", () => {
    const many = [outlook, gmail, orange, 6, 7];
    const traits = new Map(many.map((id) => [id, { kind: "receiver" as const, counts: true, affects: [] }]));
    const blocks = many.map((source, index) => ({ source, count: 10, start: 10 * index, from }));
    const claims = claimsIn([network({ sending: 100, watching: many, blocks })], traits);
    expect(one(claims)).toBe(
      "50 of 100 addresses are refused by Outlook.com, Gmail or 3 other sources. Refused since 09:00; 10 refused by Outlook.com, 10 refused by Gmail and some by 3 other sources; nothing else that we watch reports a block.",
    );
  });

  test("sources that do not count are told apart, and idle addresses too", () => {
    const quiet = network({
      sending: 100,
      watching: [outlook, zen],
      blocks: [{ source: zen, count: 12, from }],
      over: { idleBlocked: 1 },
    });
    expect(one(claimsIn([quiet], sourcesOf(outlook, zen)))).toBe(
      "None of the 100 sending addresses is blocked. 12 listed by Spamhaus ZEN, which does not count; 1 idle address is blocked.",
    );
  });

  test("a name keeps its own case and its own mark at the end of a sentence", () => {
    const claims = claimsIn(
      [
        network({ sending: 10, watching: [outlook], blocks: [{ source: outlook, count: 1, from }] }),
        network({ id: 2, sending: 10, watching: [outlook] }),
      ],
      sourcesOf(outlook),
    );
    const names = { networks: new Map([[1, "eu-west 2"]]), sources: new Map([[outlook, "Yahoo!"]]), incidents };
    const { headline } = sentencesOf(claims, { lang: "fr", timeZone: "UTC", now: from, names });
    expect(headline).toBe("eu-west 2\u202f: 90\u202f% des adresses passent chez Yahoo!");
  });
});
