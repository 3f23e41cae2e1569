import { readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "use-intl/core";
import type english from "@/content/incidents/en.json";
import { translator } from "./messages";

type Templates = typeof english;
type Template = ReturnType<typeof createTranslator<Templates>>;

const folder = path.join(process.cwd(), "content", "incidents");
const kept = new Map<string, Template>();

/** The texts of incidents that staff start from, in a language of `languages()`: one file each of content/incidents. */
export function incidentTemplate(lang: string): Template {
  const known = kept.get(lang);
  if (known !== undefined) return known;
  const messages: Templates = JSON.parse(readFileSync(path.join(folder, `${lang}.json`), "utf8"));
  const template = createTranslator({ locale: translator(lang)("format.locale"), messages });
  kept.set(lang, template);
  return template;
}
