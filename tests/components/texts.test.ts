import { describe, expect, it } from "vitest";
import { incidentSubject, saysTheSame, updateSubject } from "@/components/desk/texts/texts";
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
    const edited = subject.read(incident);
    expect(edited).toEqual({
      revision: 7,
      facts,
      texts: { fr: { title: "", body: "Refusé" }, en: { title: "", body: "" } },
    });
    expect(subject.patch(incident, edited)).toEqual({
      title: null,
      bodyMarkdown: "Refusé",
      translations: { de: { bodyMarkdown: "Abgelehnt" } },
      ...facts,
    });
    const texts = { fr: { title: "Titre", body: "Refusé" }, en: { title: " ", body: "Refused" } };
    expect(subject.patch(incident, { revision: 7, texts, facts: null })).toEqual({
      title: "Titre",
      bodyMarkdown: "Refusé",
      translations: { de: { bodyMarkdown: "Abgelehnt" }, en: { bodyMarkdown: "Refused" } },
    });
  });

  it("of an incident leaves its other texts as they are; empty, there is none", () => {
    const subject = incidentSubject(incident, "notice", ["en", "fr"]);
    const texts = { fr: { title: null, body: " " }, en: { title: null, body: "Nothing to do" } };
    expect(subject.patch(incident, { revision: 4, texts, facts: null })).toEqual({
      noticeMarkdown: null,
      translations: {
        en: { title: "Refused", noticeMarkdown: "Nothing to do" },
        de: { noticeMarkdown: "Nichts zu tun" },
      },
    });
    expect(subject.read(incident).texts.fr).toEqual({ title: null, body: "Rien à faire" });
  });

  it("says the same where nothing differs that is read", () => {
    expect(
      saysTheSame({ fr: { title: null, body: "a" } }, { fr: { title: "", body: "a" }, en: { title: "", body: "" } }),
    ).toBe(true);
    expect(saysTheSame({ fr: { title: null, body: "a" } }, { fr: { title: null, body: "b" } })).toBe(false);
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
