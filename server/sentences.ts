import type { Claim } from "@/domain/claim";
import type { Claims } from "@/domain/claims";
import type { NetworkId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import type { Names, Speaker } from "@/server/words/clauses";
import { keyOf, valuesOf } from "@/server/words/clauses";
import { capitalised, formats } from "@/server/words/formats";
import type { Part } from "./messages";
import { partsOf, textOf, translator } from "./messages";

export interface Sentences {
  readonly headline: string;
  /** The same, cut so that the page can colour its figure and its doubt. */
  readonly headlineParts: readonly Part[];
  /** Empty where there is nothing to add. */
  readonly summary: string;
  readonly networks: ReadonlyMap<NetworkId, string>;
}

interface Reader {
  /** One of `languages()`. */
  readonly lang: string;
  readonly timeZone: string;
  readonly names: Names;
  /** Instants of this day are told by their hour alone. */
  readonly now: Instant;
}

/** The claims in the reader's words: the one source of what page, API, feeds and mail say. The same claims give the same words. */
export function sentencesOf(claims: Claims, { lang, timeZone, names, now }: Reader): Sentences {
  const speaker: Speaker = { t: translator(lang), formats: formats(lang, timeZone), names, now };
  const sentence = (said: readonly Claim[]) => sentenceOf(said, speaker, lang);
  const headlineParts = sentence([claims.headline]);
  return {
    headline: textOf(headlineParts),
    headlineParts,
    summary: textOf(sentence(claims.summary)),
    networks: new Map([...claims.networks].map(([network, said]) => [network, textOf(sentence(said))])),
  };
}

/** One sentence of which each claim is a clause. It begins in upper case, except with a name, which stays as it is written. */
function sentenceOf(claims: readonly Claim[], speaker: Speaker, lang: string): Part[] {
  const parts: Part[] = [];
  for (const claim of claims) {
    if (parts.length > 0) parts.push({ text: speaker.t("claims.and"), mark: null });
    parts.push(...partsOf(speaker.t, `claims.${keyOf(claim)}`, valuesOf(claim, speaker)));
  }
  const [first, ...rest] = parts;
  if (!first) return [];
  const name = beginsWithName(claims[0], first, speaker);
  const begun = name ? parts : [{ ...first, text: capitalised(first.text, lang) }, ...rest];
  const end = /[.!?…]$/u.test(textOf(begun)) ? "" : speaker.t("claims.end");
  return end === "" ? begun : [...begun, { text: end, mark: null }];
}

/** Whether a clause begins with the name of the network that it is about, as it does in some languages. */
function beginsWithName(claim: Claim | undefined, first: Part, { names }: Speaker): boolean {
  if (!claim || !("network" in claim) || claim.network === null) return false;
  const name = names.networks.get(claim.network);
  return name !== undefined && first.text.startsWith(name);
}
