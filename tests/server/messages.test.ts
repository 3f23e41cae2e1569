import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findLanguage, languages, partsOf, textOf, translator } from "@/server/messages";
import { patternOf } from "@/tests/fixtures/message-parser";

const folder = path.resolve("content/messages");
const catalogues = new Map(
  languages().map((lang) => [lang, flat(JSON.parse(readFileSync(path.join(folder, `${lang}.json`), "utf8")))]),
);
const english = catalogues.get("en") ?? new Map<string, string>();

/** Every message of a catalogue by its whole key. */
function flat(tree: object, above = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") all.set(above + key, value);
    else for (const [inner, message] of flat(value, `${above}${key}.`)) all.set(inner, message);
  }
  return all;
}

/** The arguments and tags of a message. */
function placeholders(message: string): string[] {
  const selected = [...message.matchAll(/{\s*(\w+)\s*,\s*(?:plural|select)/g)].map(([, name]) => name ?? "");
  const tags = [...message.matchAll(/<(\w+)>/g)].map(([, tag]) => `<${tag}>`);
  return [...new Set([...patternOf(message, () => "").names, ...selected, ...tags])].sort();
}

/** The texts of a message for small and large counts. */
function renderings(lang: string, key: string, message: string): string[] {
  const t = translator(lang);
  return [0, 1, 2, 1_234].map((count) => {
    const isCounted = (name: string) => new RegExp(`{\\s*${name}\\s*,\\s*(plural|number)`).test(message);
    const names = placeholders(message).filter((name) => !name.startsWith("<"));
    const values = Object.fromEntries(names.map((name) => [name, isCounted(name) ? count : `[${name}]`]));
    // The keys come from the file itself.
    return textOf(partsOf(t, key as Parameters<typeof partsOf>[1], values));
  });
}

const messages = [...catalogues].flatMap(([lang, catalogue]) =>
  [...catalogue].map(([key, message]) => ({ lang, key, message })),
);

describe("catalogues", () => {
  beforeEach(() => {
    vi.spyOn(console, "error").mockImplementation((error: unknown) => {
      throw error;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("there is a language for each file", () => {
    expect(languages()).toEqual(
      readdirSync(folder)
        .map((file) => path.basename(file, ".json"))
        .sort(),
    );
    expect(languages()).toEqual(expect.arrayContaining(["en", "fr"]));
    expect([findLanguage("fr"), findLanguage("xx"), findLanguage(null), findLanguage("")]).toEqual([
      "fr",
      null,
      null,
      null,
    ]);
    expect(() => translator("xx")).toThrow("xx.json");
  });

  test("all have the same messages", () => {
    for (const catalogue of catalogues.values())
      expect([...catalogue.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("each renders whole, whatever the counts", () => {
    for (const { lang, key, message } of messages) {
      for (const text of renderings(lang, key, message)) {
        expect([lang, key, text]).not.toEqual([lang, key, key]);
        expect([lang, key, /[{}<>#]|undefined|NaN/.exec(text)?.[0]]).toEqual([lang, key, undefined]);
      }
    }
  });

  test("no language asks for a value that English does not have", () => {
    // The parts of formats differ from language to language; "initial" is there for those that elide.
    const free = ["format.", "claims.tail", "claims.unsure_without", "claims.deed"];
    const checked = messages.filter(({ key }) => !free.some((start) => key.startsWith(start)));
    for (const { lang, key, message } of checked) {
      expect([lang, key, placeholders(message)]).toEqual([lang, key, placeholders(english.get(key) ?? "")]);
    }
  });
});

describe("typography", () => {
  const ofLanguage = (lang: string) => messages.filter((message) => message.lang === lang);

  test("no straight quotes or apostrophes, no ellipsis of dots, no double space", () => {
    for (const { lang, key, message } of messages) {
      expect([lang, key, /['"]|\.\.\.| {2}/.exec(message)?.[0]]).toEqual([lang, key, undefined]);
    }
  });

  test("French puts a narrow no-break space before % : ; ? ! and inside guillemets", () => {
    for (const { key, message } of ofLanguage("fr")) {
      const withoutAddresses = message.replace(/[\da-f]+:[\da-f:]+/g, "");
      const wrong = /(?<!\u202f)[:;?!%»](?!\/\/)|«(?!\u202f)/.exec(withoutAddresses)?.[0];
      expect([key, wrong]).toEqual([key, undefined]);
    }
  });

  test("English puts no space before them", () => {
    for (const { key, message } of ofLanguage("en")) {
      expect([key, /\s[:;?!%]/.exec(message)?.[0]]).toEqual([key, undefined]);
    }
  });
});

test("marks cut a text where it is coloured, whatever the names in it look like", () => {
  const t = translator("en");
  expect(partsOf(t, "claims.through", { where: " on <figure>", health: "60%", receiver: "{x} & Co" })).toEqual([
    { text: "60%", mark: "figure" },
    { text: " of addresses on <figure> get through to {x} & Co", mark: null },
  ]);
  expect(partsOf(t, "claims.unverified", { where: "", since: "09:00" })).toEqual([
    { text: "not verified", mark: "doubt" },
    { text: " since 09:00", mark: null },
  ]);
});
