import type { Instant } from "@/domain/instant";
import type { Translate } from "@/server/messages";
import { translator } from "@/server/messages";
import type { Formats } from "@/server/words/formats";
import { formats } from "@/server/words/formats";

/** What a view needs to speak: a language, its words, and how it writes instants in the page's time zone. */
export interface Words {
  readonly lang: string;
  readonly timeZone: string;
  readonly t: Translate;
  readonly f: Formats;
  readonly now: Instant;
}

/** Throws for a language that the pages do not speak. */
export function wordsOf(lang: string, timeZone: string, now: Instant): Words {
  return { lang, timeZone, t: translator(lang), f: formats(lang, timeZone), now };
}
