import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { deskOperations } from "@/domain/contract/desk/all";
import { operations } from "@/domain/contract/operations/all";

const folder = path.resolve("content/desk");
const areas = readdirSync(path.join(folder, "en")).map((file) => path.basename(file, ".json"));
const read = (lang: string, area: string): unknown =>
  JSON.parse(readFileSync(path.join(folder, lang, `${area}.json`), "utf8"));

interface Message {
  readonly area: string;
  readonly key: string;
  readonly text: string;
}

function flat(area: string, tree: unknown, above = ""): Message[] {
  if (typeof tree === "string") return [{ area, key: above.slice(1), text: tree }];
  return Object.entries(tree ?? {}).flatMap(([key, value]) => flat(area, value, `${above}.${key}`));
}

const catalogue = (lang: string) =>
  new Map(areas.flatMap((area) => flat(area, read(lang, area)).map((one) => [`${area}.${one.key}`, one] as const)));
const english = catalogue("en");
const french = catalogue("fr");
const all = [
  ...[...english].map((one) => ["en", ...one] as const),
  ...[...french].map((one) => ["fr", ...one] as const),
];

/** The arguments and tags of a message, at whatever depth. What stands between quotes before a brace is a text. */
function placeholders(message: string): string[] {
  const text = message.replace(/'[{}][^']*'/g, "");
  const tags = [...text.matchAll(/<(\w+)>/g)].map(([, tag]) => `<${tag}>`);
  return [...new Set([...tags, ...argumentsOf(text)])].sort();
}

/** The names of arguments. In a choice, every second depth of braces is a text again. */
function argumentsOf(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === "{" && depth % 2 === 0) {
      names.push(/^{\s*(\w+)/.exec([...text].slice(index).join(""))?.[1] ?? "");
    }
    depth += character === "{" ? 1 : character === "}" ? -1 : 0;
  }
  return names;
}

/** Words that are the same in both languages. */
const SAME = new Set([
  "Description",
  "E-mail",
  "Image",
  "Images",
  "Impact",
  "Incident",
  "Incidents",
  "Invitations",
  "Maintenance",
  "Menu",
  "Note",
  "Notes",
  "Page",
  "Pages",
  "Position",
  "Sessions",
  "Source",
  "Sources",
  "Zone",
  "Zones",
  "original",
]);

describe("the words of the desk", () => {
  test("are the same areas and keys in each language, with the same values in them", () => {
    expect(readdirSync(path.join(folder, "fr")).sort()).toEqual(readdirSync(path.join(folder, "en")).sort());
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, { text }] of english) {
      expect([key, placeholders(french.get(key)?.text ?? "")]).toEqual([key, placeholders(text)]);
    }
  });

  test.each([
    ["en", english],
    ["fr", french],
  ] as const)("can all be said in %s, whatever the counts", (lang, words) => {
    const t = createTranslator({
      locale: lang === "en" ? "en-GB" : "fr-FR",
      timeZone: "Europe/Paris",
      messages: Object.fromEntries(areas.map((area) => [area, read(lang, area)])) as never,
      onError: (error) => {
        throw error;
      },
    }) as unknown as { markup(key: string, values: Record<string, unknown>): string };
    for (const [key, { text }] of words) {
      for (const count of [0, 1, 2, 1_234]) {
        const values = placeholders(text).map((name): [string, unknown] => {
          if (name.startsWith("<")) return [name.slice(1, -1), (chunks: string) => chunks];
          return [name, new RegExp(`{\\s*${name}\\s*,\\s*(plural|number|date|time)`).test(text) ? count : "x"];
        });
        const said = t.markup(key, Object.fromEntries(values));
        const quoted = [...text.matchAll(/'([{}][^']*)'/g)].reduce(
          (rest, [, one = ""]) => rest.replaceAll(one, ""),
          said,
        );
        expect([key, quoted]).toEqual([key, expect.not.stringMatching(/[{}]|undefined|NaN/)]);
      }
    }
  });

  test("leave no English in French", () => {
    const same = [...english].filter(
      ([key, { text }]) => /[a-z]{2}/i.test(text.replace(/{[^}]*}|min/g, "")) && french.get(key)?.text === text,
    );
    expect(same.map(([, { text }]) => text).filter((text) => !SAME.has(text))).toEqual([]);
  });

  test("keep the typography of their language", () => {
    for (const [lang, key, { text: written }] of all) {
      const text = written.replace(/'([{}][^']*)'/g, "$1");
      expect([lang, key, /['"]|\.\.\.| {2}/.exec(text)?.[0]]).toEqual([lang, key, undefined]);
      const said = text.replace(/https?:\S+|\bstaff:|\d+:\d+|::\w+|[\da-f]+:[\da-f:]+|{\w+, *\w+, *::[^}]*}/gi, "");
      const wrong =
        lang === "fr" ? /(?<!\u202f)[:;?!»](?!\/\/)|«(?!\u202f)|\d%/.exec(said)?.[0] : /\s[:;?!%]/.exec(said)?.[0];
      expect([lang, key, wrong]).toEqual([lang, key, undefined]);
    }
  });

  test("tell each refusal that the desk can meet", () => {
    const codes = new Set(
      [...deskOperations, ...operations.filter(({ method }) => method !== "GET")].flatMap(({ problems }) =>
        Object.values(problems).flat(),
      ),
    );
    const untold = [...codes].filter((code) => !english.has(`problems.${code}`));
    expect(untold.sort()).toEqual([...NOT_MET].sort());
  });

  test("tell each action that the audit log can hold, and the kind it is of", () => {
    const sources = readdirSync("server", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const actions = sources.flatMap((file) =>
      [
        ...readFileSync(path.join("server", file), "utf8").matchAll(
          /recordAudit\([^"]*(?:"command",\s*)?"([a-z_]+\.[a-z_]+)"/g,
        ),
      ].map(([, action]) => action ?? ""),
    );
    expect(actions.length).toBeGreaterThan(15);
    expect(actions.filter((action) => !english.has(`audit.actions.${action}`))).toEqual([]);
    expect(actions.filter((action) => !english.has(`audit.kinds.${action.split(".", 1)[0]}`))).toEqual([]);
  });
});

/** Codes of what only senders of events and importers do. */
const NOT_MET: readonly string[] = ["not_allowed"];
