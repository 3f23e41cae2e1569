import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "use-intl/core";
import type { DeskMessages } from "@/content/desk/messages";
import { translator } from "./messages";

const folder = path.join(process.cwd(), "content", "desk");
const catalogues = new Map<string, DeskMessages>();

/** All words of the desk in a language, by area: one per file of content/desk/<language>. Throws where there are none. */
export function deskMessages(lang: string): DeskMessages {
  const known = catalogues.get(lang);
  if (known !== undefined) return known;
  const files = readdirSync(path.join(folder, lang)).filter((file) => file.endsWith(".json"));
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, lang, file), "utf8"));
  // That each language has the areas and keys of the English one is held by a test.
  const messages = Object.fromEntries(files.map((file) => [path.basename(file, ".json"), read(file)])) as unknown;
  catalogues.set(lang, messages as DeskMessages);
  return messages as DeskMessages;
}

export type DeskTranslate = ReturnType<typeof createTranslator<DeskMessages>>;

/** The words of the desk: `t("board.title")`. */
export function deskTranslator(lang: string): DeskTranslate {
  return createTranslator<DeskMessages>({ locale: deskLocale(lang), messages: deskMessages(lang) });
}

/** The tag by which figures and dates are written in a language, as in "en-GB". */
export function deskLocale(lang: string): string {
  return translator(lang)("format.locale");
}
