import fc from "fast-check";
import { expect, test } from "vitest";
import english from "@/content/messages/en.json";
import french from "@/content/messages/fr.json";
import type { Deed } from "@/domain/claim";
import { claimsOf } from "@/domain/claims";
import { measuredLevel, worse } from "@/domain/level";
import { formats } from "@/server/formats";
import { translator } from "@/server/messages";
import { sentencesOf } from "@/server/sentences";
import type { State } from "@/tests/fixtures/claim-states";
import { countsOf, now, presentOfState, states } from "@/tests/fixtures/claim-states";
import { sentenceParser } from "@/tests/fixtures/sentence-parser";
import { isCalm, untruths } from "@/tests/fixtures/sentence-truth";

const timeZone = "Europe/Paris";
const networkNames = new Map([
  [1, "Main network"],
  [2, "EU-West 2"],
  [3, "Été"],
]);
const sourceNames = new Map([
  [1, "Outlook.com / Hotmail"],
  [2, "Gmail"],
  [3, "Symantec BrightMail"],
  [4, "Orange"],
  [5, "0spam"],
  [6, "Yahoo!"],
]);
const names = { networks: networkNames, sources: sourceNames };

const languages = [
  { lang: "en", messages: english },
  { lang: "fr", messages: french },
].map(({ lang, messages }) => {
  const t = translator(lang);
  const words = new Map<string, Deed[]>();
  for (const deed of ["refused", "deferred", "mixed", "listed", "blocked"] as const) {
    for (const count of [1, 2]) {
      const word = t("claims.deed", { deed, count });
      words.set(word, [...(words.get(word) ?? []), deed]);
    }
  }
  return {
    lang,
    words: {
      parser: sentenceParser(messages, [...networkNames.values()], [...sourceNames.values()]),
      formats: formats(lang, timeZone),
      networkOf: keyOf(networkNames),
      sourceOf: keyOf(sourceNames),
      deedsOf: (word: string) => words.get(word.toLowerCase()) ?? [],
    },
  };
});

function keyOf(map: ReadonlyMap<number, string>) {
  return (name: string) => [...map].find(([, value]) => value === name)?.[0] ?? 0;
}

function claimsIn({ networks, sources, declared }: State) {
  return claimsOf({ networks: networks.map((network) => presentOfState(network, sources)), sources, declared });
}

test("no sentence, read back in either language, claims more than the state holds, in 10,000 of them", () => {
  fc.assert(
    fc.property(states, (state) => {
      const claims = claimsIn(state);
      for (const { lang, words } of languages) {
        const { headline, summary, networks } = sentencesOf(claims, { lang, timeZone, names, now });
        const said = [...words.parser.sentence(headline), ...words.parser.sentence(summary)];
        const headlineNetwork = "network" in claims.headline ? claims.headline.network : null;
        const scope = state.networks.filter(({ id }) => headlineNetwork === null || id === headlineNetwork);
        expect([headline, summary, untruths(said, state, scope, words)]).toEqual([headline, summary, []]);
        for (const network of state.networks) {
          const text = networks.get(network.id) ?? "";
          const untrue = untruths(words.parser.sentence(text), state, [network], words);
          expect([text, untrue]).toEqual([text, []]);
        }
      }
    }),
    { numRuns: 10_000, seed: 2014 },
  );
});

test("nothing is green above an open incident or a silent receiver, and no block goes unsaid", () => {
  fc.assert(
    fc.property(states, (state) => {
      const claims = claimsIn(state);
      const counts = state.networks.map((network) => countsOf(network, state.sources));
      const level = worse(measuredLevel(counts), state.declared);
      if (isCalm(claims)) {
        expect(state.declared).toBe("none");
        expect(counts.every(({ blocked }) => blocked === 0)).toBe(true);
      }
      if (level !== "operational") expect(isCalm(claims)).toBe(false);
      const isSilent = state.networks.some(({ addresses }) =>
        addresses.some((pairs) =>
          [...pairs].some(([source, { watched, known }]) => {
            const traits = state.sources.get(source);
            return traits?.kind === "receiver" && traits.counts && watched && !known;
          }),
        ),
      );
      if (isSilent) expect(["clear", "unreported"]).not.toContain(claims.headline.kind);
      if (isSilent) expect(claims.summary.map(({ kind }) => kind)).not.toContain("nothing_else");
    }),
    { numRuns: 10_000, seed: 1 },
  );
});
