import { headers } from "next/headers";
import { cache } from "react";
import { currentContext } from "@/server/context";
import { findLanguage } from "@/server/messages";
import type { Viewer } from "./views/viewer";
import { viewerOf } from "./views/viewer";

/** Who reads a page. */
export interface Reader extends Viewer {
  /** The headers of the request: limits are by who asks. */
  readonly headers: Headers;
}

/** The reader of this request. The server file says the language where the path bore one. */
export const readerOf = cache(async (): Promise<Reader> => {
  const asked = await headers();
  const context = currentContext();
  const lang = findLanguage(asked.get("x-vigie-lang"), context.settings.languages);
  return { ...viewerOf(context, lang), headers: asked };
});
