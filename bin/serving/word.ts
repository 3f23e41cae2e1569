import type { Listing, Word } from "@/front/word";
import type { Context } from "@/server/context";
import { listSlugs } from "@/server/listing";
import { languages } from "@/server/messages";
import { currentVersion, holdsMs } from "@/server/version";

/** However long the database lets us wait, this process is seen to live. */
const BETWEEN_SIGNS_MS = 1_000;
/** Changes that follow each other faster are told together. */
const BETWEEN_WORDS_MS = 100;

/**
 * Tells the front the version that the database has now, and what there is to ask for where that changed; where the database
 * cannot be asked, that this process lives. `tell` may be called as often as one likes.
 */
export function wordsTo(
  send: (word: Word | { version: null }) => void,
  context: Context,
): { tell(): void; stop(): void } {
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let toldVersion = -1;
  let toldListing = "";
  let isTelling = false;
  let isDue = false;
  let timer: NodeJS.Timeout | null = null;
  const signs = setInterval(() => send({ version: null }), BETWEEN_SIGNS_MS);

  function tell(): void {
    isDue = true;
    if (isTelling || timer !== null) return;
    timer = setTimeout(
      () => {
        timer = null;
        void tellNow();
      },
      Math.max(0, toldAtMs + BETWEEN_WORDS_MS - performance.now()),
    );
  }

  async function tellNow(): Promise<void> {
    isTelling = true;
    isDue = false;
    toldAtMs = performance.now();
    send(await wordOf().catch(() => ({ version: null })));
    isTelling = false;
    if (isDue) tell();
  }

  async function wordOf(): Promise<Word> {
    const version = await currentVersion(context);
    const listing = version === toldVersion ? null : await listingIfNew();
    toldVersion = version;
    return { version, shownFrom: Number(context.memory.settings.shownFrom), holdsMs: holdsMs(context), listing };
  }

  async function listingIfNew(): Promise<Listing | null> {
    const { languages: offered, locale: own } = context.settings;
    const slugs = await listSlugs(context.db);
    const listing = { languages: { all: [...languages()], offered: [...offered], own }, ...slugs };
    const text = JSON.stringify(listing);
    if (text === toldListing) return null;
    toldListing = text;
    return listing;
  }

  return {
    tell,
    stop() {
      clearInterval(signs);
      if (timer !== null) clearTimeout(timer);
    },
  };
}
