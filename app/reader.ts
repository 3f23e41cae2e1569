import { headers } from "next/headers";
import { cache } from "react";
import type { Context } from "@/server/context";
import { currentContext } from "@/server/context";
import { findLanguage } from "@/server/messages";
import type { Words } from "./views/words";
import { wordsOf } from "./views/words";

/** Who reads a page, and in what words it is told. */
export interface Reader extends Words {
  readonly context: Context;
  /** What stands before the paths of this language: nothing for the site's own, else "/fr". */
  readonly prefix: string;
  /** The address that asks, for limits. */
  readonly client: string;
}

/** The reader of this request. The server file says the language where the path bore one. */
export const readerOf = cache(async (): Promise<Reader> => {
  const context = currentContext();
  const { locale, timeZone } = context.settings;
  const asked = await headers();
  const lang = findLanguage(asked.get("x-vigie-lang")) ?? locale;
  return {
    ...wordsOf(lang, timeZone, context.clock.now()),
    context,
    prefix: lang === locale ? "" : `/${lang}`,
    client: asked.get("x-vigie-client") ?? "",
  };
});
