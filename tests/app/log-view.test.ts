import { expect, test } from "vitest";
import { logView, threadView } from "@/app/views/log-view";
import { wordsOf } from "@/app/views/words";
import type { TimelineItem } from "@/domain/contract/timeline";

const now = Date.parse("2014-07-01T10:00:00Z");
const context = (lang = "en") => ({
  ...wordsOf(lang, "Europe/Paris", now),
  prefix: lang === "en" ? "" : `/${lang}`,
  networks: new Map([["main", "Main network"]]),
});

const update = (id: string, at: string, more: object = {}) => ({
  id,
  title: `Title ${id}`,
  titleLang: "en",
  at,
  approximate: false,
  postedAt: at,
  status: "identified" as const,
  lang: "en",
  bodyMarkdown: "Text",
  bodyHtml: "<p>Text</p>",
  ...more,
});

const item = (id: string, at: string, incident = "one", more: object = {}): TimelineItem => ({
  kind: "update",
  incident,
  incidentId: incident,
  incidentTitle: `Incident ${incident}`,
  impact: "minor",
  networks: ["main"],
  edited: false,
  url: "",
  ...update(id, at, more),
});

const updatesOf = (items: readonly TimelineItem[], lang?: string) =>
  logView(items, context(lang)).days.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.kind === "update" ? [entry] : [])),
  );

test("days are those of the page's zone, with their weekday worked out", () => {
  const { days } = logView(
    [item("b", "2014-06-30T22:30:00.000Z"), item("a", "2014-06-30T21:30:00.000Z")],
    context("fr"),
  );
  expect(days.map(({ weekday, day }) => `${weekday} ${day}`)).toEqual(["Mardi 1er juillet", "Lundi 30 juin"]);
});

test("an update names its incident where that is another than before", () => {
  const entries = updatesOf([
    item("d", "2014-07-01T09:00:00.000Z"),
    item("c", "2014-07-01T08:00:00.000Z"),
    item("b", "2014-07-01T07:00:00.000Z", "two"),
    item("a", "2014-07-01T06:00:00.000Z"),
  ]);
  expect(entries.map(({ incident }) => incident?.text ?? null)).toEqual([
    "Incident one",
    null,
    "Incident two",
    "Incident one",
  ]);
});

test("links lead to the update in the reader's language", () => {
  expect(updatesOf([item("a", "2014-07-01T06:00:00.000Z")], "fr").map(({ href }) => href)).toEqual([
    "/fr/incidents/one#a",
  ]);
});

test("an update without a headline is called by its status, which is then not told twice", () => {
  const [entry] = updatesOf([item("a", "2014-07-01T06:00:00.000Z", "one", { title: null })]);
  expect([entry?.title, entry?.status]).toEqual(["Identified", null]);
});

test("a text is marked with its language where it is not the page's, title and body apart", () => {
  const [entry] = updatesOf([item("a", "2014-07-01T06:00:00.000Z", "one", { titleLang: "fr", lang: "en" })], "fr");
  expect([entry?.titleLang, entry?.lang]).toEqual([null, "en"]);
});

test("only what was posted more than an hour apart from its instant says when", () => {
  const posted = (postedAt: string) =>
    updatesOf([item("a", "2014-07-01T06:00:00.000Z", "one", { postedAt })])[0]?.posted;
  expect(posted("2014-07-01T07:00:00.000Z")).toBeNull();
  expect(posted("2014-07-01T07:00:00.001Z")).toBe("Posted 09:00");
});

test("a thread shows edits and what was blackened, and lets the written stand above the measured of one instant", () => {
  const at = "2014-07-01T07:00:00.000Z";
  const revision = { ...update("a-1", at), title: "Old", editedAt: at, replacedAt: "2014-07-01T08:00:00.000Z" };
  const { days } = threadView(
    "one",
    [
      {
        ...update("a", at),
        edited: true,
        editedAt: "2014-07-01T08:00:00.000Z",
        nextUpdateBy: null,
        revisions: [revision],
        redactions: [{ at: "2014-07-01T09:00:00.000Z", reason: "a key" }],
      },
    ],
    [{ at, network: "main", health: 60, previous: 100 }],
    context(),
  );
  const [written, measured] = days[0]?.entries ?? [];
  expect(written).toMatchObject({
    kind: "update",
    redactions: ["Blackened 11:00: a key"],
    revisions: { summary: "Edited 10:00: what it said before", earlier: [{ words: "Until 10:00", title: "Old" }] },
  });
  expect(measured).toMatchObject({ kind: "measured", level: "partial_outage", time: "09:00" });
});
