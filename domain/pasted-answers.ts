import { parseAddress } from "./address";
import type { Effect } from "./facts";

/** What a line of a pasted list says. */
export interface PastedAnswer {
  readonly address: string;
  readonly answer: "blocked" | "clear";
  readonly effect: Effect;
  /** What stood behind the answer; null: nothing. */
  readonly evidence: string | null;
}

/** Where a pasted list cannot be taken; line and column from 1, the column in characters. */
export interface PasteFault {
  readonly line: number;
  readonly column: number;
  /** No address, no answer that is known, or an address that an earlier line answered. */
  readonly code: "address" | "answer" | "twice";
  readonly text: string;
}

/** In characters, as events take it. */
const MAX_EVIDENCE = 2_048;

type Said = Pick<PastedAnswer, "answer" | "effect">;

function saying(list: string, said: Said): [string, Said][] {
  return list.split(" ").map((word) => [word, said]);
}

const words: ReadonlyMap<string, Said> = new Map([
  ...saying("blocked block listed refused yes bloquée bloqué refusée refusé listée oui", {
    answer: "blocked",
    effect: "refused",
  }),
  ...saying("deferred différée différé", { answer: "blocked", effect: "deferred" }),
  ...saying("clear clean ok no free unlisted libre non débloquée", { answer: "clear", effect: "refused" }),
]);

/**
 * Reads a list of addresses and answers, one a line: an address, a word, and whatever the source said, with spaces, tabs, commas
 * or semicolons between. Empty lines and those that begin with # are passed over.
 */
export function readPastedAnswers(text: string): { answers: PastedAnswer[]; faults: PasteFault[] } {
  const answers = new Map<string, PastedAnswer>();
  const faults: PasteFault[] = [];
  text.split(/\r\n|\r|\n/).forEach((content, index) => {
    if (/^\s*(#|$)/.test(content)) return;
    const [, lead = "", first = "", gap = "", word = "", rest = ""] =
      /^(\s*"?)([^\s,;"]*)("?[\s,;]*"?)([^\s,;"]*)(.*)$/su.exec(content) ?? [];
    const fault = (code: PasteFault["code"], before: string, found: string) =>
      faults.push({ line: index + 1, column: [...before].length + 1, code, text: found.slice(0, 80) });
    const address = parseAddress(first);
    const said = words.get(word.normalize("NFC").toLowerCase());
    if (address === null) fault("address", lead, first);
    else if (answers.has(address)) fault("twice", lead, first);
    else if (said === undefined) fault("answer", lead + first + gap, word);
    else answers.set(address, { address, ...said, evidence: evidenceOf(rest) });
  });
  return { answers: [...answers.values()], faults };
}

/** What stands behind the answer, as far as evidence may be long. */
function evidenceOf(rest: string): string | null {
  const told = rest
    .replace(/^["\s,;]+/, "")
    .trimEnd()
    .replace(/"$/, "");
  return told === "" ? null : [...told].slice(0, MAX_EVIDENCE).join("");
}
