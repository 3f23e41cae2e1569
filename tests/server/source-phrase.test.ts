import { expect, test } from "vitest";
import type { SourceKind } from "@/domain/facts";
import { sourcePhrase } from "@/server/words/source-phrase";

function said(kind: SourceKind, blocked: number, deferred: number, unknown: number, sending = 100): string[] {
  return ["en", "fr"].map((lang) => sourcePhrase(kind, { sending, blocked, deferred, unknown }, lang));
}

test("only a receiver refuses or defers", () => {
  expect(said("receiver", 40, 0, 0)).toEqual(["40 of 100 refused", "40 sur 100 refusées"]);
  expect(said("receiver", 2, 2, 0)).toEqual(["2 of 100 deferred", "2 sur 100 différées"]);
  expect(said("receiver", 2, 1, 0)).toEqual(["2 of 100 refused or deferred", "2 sur 100 refusées ou différées"]);
  expect(said("filter", 3, 0, 0)).toEqual(["3 of 100 listed", "3 sur 100 signalées"]);
  expect(said("filter", 3, 3, 0)).toEqual(["3 of 100 listed", "3 sur 100 signalées"]);
  expect(said("manual", 3, 0, 0)).toEqual(["3 of 100 blocked", "3 sur 100 bloquées"]);
});

test("none and one are singular in French", () => {
  expect(said("receiver", 0, 0, 0)).toEqual(["0 refused", "0 refusée"]);
  expect(said("receiver", 1, 0, 0)).toEqual(["1 of 100 refused", "1 sur 100 refusée"]);
});

test("what is not verified is never told as not refused", () => {
  expect(said("receiver", 0, 0, 1)).toEqual(["0 refused, 1 not verified", "0 refusée, 1 non vérifiée"]);
  expect(said("receiver", 40, 0, 12)).toEqual([
    "40 of 100 refused, 12 not verified",
    "40 sur 100 refusées, 12 non vérifiées",
  ]);
  expect(said("receiver", 0, 0, 100)).toEqual(["not verified", "non vérifié"]);
});

test("large counts bear the separator of the language", () => {
  expect(said("dnsbl", 1_200, 0, 0, 65_536)).toEqual([
    "1,200 of 65,536 listed",
    "1\u202f200 sur 65\u202f536 signalées",
  ]);
});
