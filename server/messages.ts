import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { LRUCache } from "lru-cache";
import { createTranslator } from "use-intl/core";
import type english from "@/content/messages/en.json";

/** The catalogue's shape is that of the English one; a test holds the others to it. */
export type Messages = typeof english;
export type Translate = ReturnType<typeof createTranslator<Messages>>;

/** A stretch of a sentence. `figure` carries the colour of the level, `doubt` is drawn in grey with a wavy line. */
export interface Part {
  readonly text: string;
  readonly mark: "figure" | "doubt" | null;
}

const folder = path.join(process.cwd(), "content", "messages");
const catalogues = new Map<string, Messages>();
const translators = new Map<string, Translate>();

/** The languages that the pages speak, as BCP 47 tags in alphabetical order: one per file of content/messages. */
export function languages(): string[] {
  if (catalogues.size === 0) {
    for (const file of readdirSync(folder).sort()) {
      if (!file.endsWith(".json")) continue;
      catalogues.set(path.basename(file, ".json"), JSON.parse(readFileSync(path.join(folder, file), "utf8")));
    }
  }
  return [...catalogues.keys()];
}

/** `lang` if it is among those (all that the pages speak, unless told), else null. */
export function findLanguage(lang: string | null | undefined, among: readonly string[] = languages()): string | null {
  return typeof lang === "string" && among.includes(lang) ? lang : null;
}

/** The words of a language: `t("level.degraded")`. Throws for a language that is none of `languages()`. */
export function translator(lang: string): Translate {
  const known = translators.get(lang);
  if (known) return known;
  const messages = findLanguage(lang) === null ? undefined : catalogues.get(lang);
  if (!messages) throw new Error(`content/messages/${lang}.json does not exist.`);
  const translate = keeping(createTranslator({ locale: messages.format.locale, messages }));
  translators.set(lang, translate);
  return translate;
}

/** So many texts are kept of each language: what a page says is mostly what it said before. */
const KEPT_TEXTS = 20_000;

/** Puts the same message with the same values together once. */
function keeping(translate: Translate): Translate {
  const kept = new LRUCache<string, string>({ max: KEPT_TEXTS });
  return new Proxy(translate, {
    apply(target, self, args: Parameters<Translate>) {
      const key = JSON.stringify(args);
      const text = kept.get(key) ?? Reflect.apply(target, self, args);
      kept.set(key, text);
      return text;
    },
  });
}

const partsKept = new WeakMap<Translate, LRUCache<string, Part[]>>();

/** The key of a message that takes `<figure>` or `<doubt>`, with its values, as text cut at the marks. No text may hold NUL, so NUL cuts. */
export function partsOf(
  translate: Translate,
  key: Parameters<Translate["markup"]>[0],
  values: Readonly<Record<string, string | number>>,
): Part[] {
  const kept = partsKept.get(translate) ?? new LRUCache<string, Part[]>({ max: KEPT_TEXTS });
  partsKept.set(translate, kept);
  const name = JSON.stringify([key, values]);
  const parts = kept.get(name) ?? cutAtMarks(translate, key, values);
  kept.set(name, parts);
  return [...parts];
}

function cutAtMarks(
  translate: Translate,
  key: Parameters<Translate["markup"]>[0],
  values: Readonly<Record<string, string | number>>,
): Part[] {
  const marked = (mark: string) => (chunks: string) => `\0${mark}\0${chunks}\0`;
  const text = translate.markup(key, { ...values, figure: marked("figure"), doubt: marked("doubt") });
  const parts: Part[] = [];
  const pieces = text.split("\0");
  for (let index = 0; index < pieces.length; index += 3) {
    const [plain = "", mark, inner] = pieces.slice(index, index + 3);
    if (plain !== "") parts.push({ text: plain, mark: null });
    if (inner !== undefined) parts.push({ text: inner, mark: mark === "doubt" ? "doubt" : "figure" });
  }
  return parts;
}

/** The text of parts without their marks. */
export function textOf(parts: readonly Part[]): string {
  return parts.map((part) => part.text).join("");
}
