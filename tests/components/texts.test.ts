import { describe, expect, it } from "vitest";
import type { Texts } from "@/components/desk/texts/texts";
import { incidentSubject, mergeEdits, saysTheSame, updateSubject } from "@/components/desk/texts/texts";
import { EditableIncident } from "@/domain/contract/desk/incident-texts";
import { imagesOf, sizeOfImage, undescribedImages } from "@/domain/images";

const version = { status: "identified", at: "2026-03-10T12:00:00.000Z", approximate: false } as const;
const incident = EditableIncident.parse({
  id: "i",
  slug: "s",
  title: "Refused",
  lang: "fr",
  translations: { en: { title: "Refused" }, de: { noticeMarkdown: "Nichts zu tun" } },
  status: "identified",
  impact: "major",
  networks: [],
  sources: [],
  startedAt: version.at,
  scheduledFor: null,
  scheduledUntil: null,
  noticeMarkdown: "Rien à faire",
  postmortemMarkdown: null,
  revision: 4,
  updates: [
    {
      ...version,
      id: "u",
      title: null,
      bodyMarkdown: "Refusé",
      lang: "fr",
      translations: { de: { bodyMarkdown: "Abgelehnt" } },
      postedAt: version.at,
      editedAt: null,
      nextUpdateBy: null,
      revision: 7,
      revisions: [],
      redactions: [],
    },
  ],
});

describe("an edited text", () => {
  it("is read and written in the original and the languages of the pages, and leaves others as they are", () => {
    const subject = updateSubject(incident, "u", ["en", "fr"]);
    const facts = version;
    const { revision, redactions, ...base } = subject.read(incident);
    expect({ revision, redactions }).toEqual({ revision: 7, redactions: 0 });
    expect(base).toEqual({
      facts: { status: facts.status, at: facts.at, approximate: false },
      texts: { fr: { title: "", body: "Refusé" }, en: { title: "", body: "" } },
    });
    const texts = { fr: { title: "Titre", body: "Refusé" }, en: { title: " ", body: "Refused" } };
    expect(subject.patch(incident, base, { texts, facts: base.facts })).toEqual({
      title: "Titre",
      translations: { de: { bodyMarkdown: "Abgelehnt" }, en: { bodyMarkdown: "Refused" } },
    });
  });

  it("sends what was changed and nothing else, onto what a colleague made of the rest", () => {
    const subject = updateSubject(incident, "u", ["en", "fr"]);
    const base = subject.read(incident);
    const mine = { ...base, texts: { ...base.texts, fr: { title: "", body: "Refusé depuis 9 h" } } };
    expect(subject.patch(incident, base, mine)).toEqual({ bodyMarkdown: "Refusé depuis 9 h" });
    expect(subject.patch(incident, base, base)).toEqual({});
    const resolved = { status: "resolved", at: "2026-03-10T13:00:00.000Z", approximate: false } as const;
    expect(subject.patch(incident, base, { ...base, facts: { ...resolved, at: version.at } })).toEqual({
      status: "resolved",
    });
    const theirs = { ...base, facts: resolved };
    expect(saysTheSame(theirs, base)).toBe(false);
    const merged = mergeEdits(mine, base, theirs);
    expect(merged).toEqual({ texts: mine.texts, facts: resolved });
    expect(subject.patch(incident, theirs, merged)).toEqual({ bodyMarkdown: "Refusé depuis 9 h" });
  });

  it("of an incident leaves its other texts as they are; empty, there is none", () => {
    const subject = incidentSubject(incident, "notice", ["en", "fr"]);
    const texts = { fr: { title: null, body: " " }, en: { title: null, body: "Nothing to do" } };
    expect(subject.patch(incident, subject.read(incident), { texts, facts: null })).toEqual({
      noticeMarkdown: null,
      translations: {
        en: { title: "Refused", noticeMarkdown: "Nothing to do" },
        de: { noticeMarkdown: "Nichts zu tun" },
      },
    });
    expect(subject.read(incident).texts.fr).toEqual({ title: null, body: "Rien à faire" });
  });

  it("says the same where nothing differs that is read", () => {
    const said = (texts: Texts) => ({ texts, facts: null });
    const [plain, padded] = [
      { title: null, body: "a" },
      { title: "", body: "a" },
    ];
    expect(saysTheSame(said({ fr: plain }), said({ fr: padded, en: { title: "", body: "" } }))).toBe(true);
    expect(saysTheSame(said({ fr: plain }), said({ fr: { title: null, body: "b" } }))).toBe(false);
  });
});

describe("images of a text", () => {
  const name = "0123456789abcdef0123456789-800x600.png";
  it("are found by name, once each, and tell their size", () => {
    expect(
      imagesOf(`![a](/images/${name}) ![b](</images/${name}>) ![c](/images/logo.png) ![d](https://x/images/${name})`),
    ).toEqual([name]);
    expect(sizeOfImage(name)).toEqual({ width: 800, height: 600 });
    expect(sizeOfImage(`x${name}`)).toBeNull();
  });

  it("lack a description where there is none, or only what holds its place", () => {
    expect(undescribedImages(`![](/images/${name}) ![ … ](/images/${name}) ![A \\] form](/images/${name})`)).toBe(2);
  });
});
