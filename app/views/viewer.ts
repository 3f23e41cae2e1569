import type { Context } from "@/server/context";
import type { Words } from "./words";
import { wordsOf } from "./words";

/** For whom a view is made, and from what. */
export interface Viewer extends Words {
  readonly context: Context;
  /** What stands before the paths of this language: nothing for the site's own, else "/fr". */
  readonly prefix: string;
  /** That of the settings by which it is spoken. */
  readonly pageRevision: number;
}

/** `lang` null: the site's own. */
export function viewerOf(context: Context, lang: string | null): Viewer {
  const { locale, timeZone, pageRevision } = context.settings;
  const spoken = lang ?? locale;
  return {
    ...wordsOf(spoken, timeZone, context.clock.now()),
    context,
    prefix: spoken === locale ? "" : `/${spoken}`,
    pageRevision,
  };
}
