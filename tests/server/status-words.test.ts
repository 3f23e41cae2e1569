import { expect, test } from "vitest";
import type { IncidentSummary } from "@/domain/contract/incident";
import type { NetworkStatus } from "@/domain/contract/status";
import {
  answeredWords,
  incidentWords,
  networkWords,
  nextWords,
  sourceWords,
  statusWords,
  stepsOf,
} from "@/server/words/status-words";

const now = Date.parse("2014-07-01T07:04:00Z");
const listener = { lang: "en", timeZone: "Europe/Paris", now };

const network = (more: Partial<NetworkStatus> = {}): NetworkStatus => ({
  slug: "main",
  name: "Main network",
  description: null,
  customerShare: null,
  health: 60,
  level: "partial_outage",
  sending: 100,
  blocked: 40,
  unknown: 0,
  idle: 0,
  idleBlocked: 0,
  verified: true,
  verifiedAt: "2014-07-01T07:00:00.000Z",
  unverifiedSince: null,
  since: null,
  summary: "",
  availability: { "24h": null, "7d": null, "30d": null, "90d": null },
  sources: [],
  words: { level: "", figure: "", size: "", rest: null },
  ...more,
});

const source = (blocked: number, unknown: number) => ({
  slug: "s",
  name: "S",
  kind: "receiver" as const,
  counts: true,
  blocked,
  unknown,
  health: null,
  verifiedAt: null,
  words: { phrase: "", kind: "", health: "", answered: "" },
});

test("figures are of now unless the headline doubts; then of when the doubted network was last known", () => {
  const sure = { headlineParts: [{ text: "60%", mark: "figure" as const }] };
  const doubting = { headlineParts: [{ text: "Not verified", mark: "doubt" as const }] };
  const silent = network({ verified: false, verifiedAt: "2014-07-01T05:00:00.000Z" });
  expect(statusWords(sure, [network()], listener)).toMatchObject({ isPresent: true, asOf: "as of 09:04" });
  expect(statusWords(doubting, [network(), silent], listener)).toMatchObject({
    isPresent: false,
    asOf: "Figures of 07:00",
  });
  expect(statusWords(doubting, [network({ verified: false, verifiedAt: null })], listener).asOf).toBe("No figures yet");
  expect(statusWords(sure, [], listener).isPresent).toBe(false);
});

test("what is said once no answer comes names the day too: a kept page may be read much later", () => {
  expect(statusWords({ headlineParts: [] }, [network()], listener).stale).toBe("Data as of 09:04, Tuesday 1 July");
});

test("beside the sources named one by one, the rest is told by how many block, are silent, or have nothing to report", () => {
  const rest = (...sources: ReturnType<typeof source>[]) => networkWords(network({ sources }), listener).rest;
  expect(rest(source(40, 0))).toBeNull();
  expect(rest(source(0, 0), source(0, 0))).toBe("2 sources watched, none reports a block");
  expect(rest(source(40, 0), source(0, 100), source(0, 0))).toBe(
    "1 source without a full answer · 1 other source reports no block",
  );
  expect(rest(...Array.from({ length: 7 }, () => source(1, 0)))).toBe("2 more report blocks");
});

test("a health that is not known is a dash, never a figure", () => {
  expect(networkWords(network({ health: null }), listener).figure).toBe("–");
  expect(sourceWords(source(0, 100), listener).health).toBe("–");
  expect(answeredWords(null, listener)).toBe("none yet");
});

test("a promise says how long it still is, and then that it was not kept", () => {
  expect(nextWords(null, listener)).toBeNull();
  expect(nextWords("2014-07-01T10:00:00.000Z", listener)).toMatch(/^Next update by 12:00, in 2\sh\s56$/);
  expect(nextWords("2014-07-01T07:04:00.000Z", listener)).toBe("An update was due by 09:04");
});

test("an incident and a maintenance each go their own way", () => {
  expect(stepsOf("identified", "en").map(({ state }) => state)).toEqual(["done", "now", "ahead", "ahead"]);
  expect(stepsOf("completed", "fr").map(({ text, state }) => `${text}: ${state}`)).toEqual([
    "Prévue: done",
    "En cours: done",
    "Vérification: done",
    "Terminée: now",
  ]);
});

test("an incident says since when, and its latest update by its hour, about where that is how it was told", () => {
  const incident = {
    impact: "minor",
    status: "identified",
    startedAt: "2014-06-25T10:00:00.000Z",
    resolvedAt: null,
    scheduledFor: null,
    scheduledUntil: null,
    nextUpdateBy: null,
    latestUpdate: { at: "2014-07-01T07:00:00.000Z", approximate: true, title: null, status: "identified" },
  } as unknown as IncidentSummary;
  expect(incidentWords(incident, listener)).toMatchObject({
    since: "Open incident · since Wednesday 25 June",
    latestAt: "about 09:00",
    latestTitle: "Identified",
    next: null,
  });
});
