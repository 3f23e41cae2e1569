import { startOfDate } from "@/domain/days";
import type { Role } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { DAY_MS, parseInstant } from "@/domain/instant";
import { readAddress } from "./addresses";
import type { Cell, Piece } from "./cells";
import { wordsOf } from "./cells";
import type { Group, PasteFault, RowReading } from "./reading";
import { faultAt } from "./reading";
import { looksLikeAddress, looksLikeDate, roleOf } from "./words";

interface Draft extends Group {
  readonly addresses: (Piece & { address: string })[];
  role: Role | null;
  label: string | null;
  since: Instant | null;
}

/** Reads a row without named columns: what is said after a run of addresses is said of all of that run. */
export function readFreeRow(cells: readonly Cell[], zone: string): RowReading {
  const reader = new FreeReader(zone);
  for (const cell of cells) reader.read(cell);
  return reader;
}

class FreeReader implements RowReading {
  readonly groups: Draft[] = [];
  readonly faults: PasteFault[] = [];
  readonly #zone: string;
  /** A bad address is told once; what is said of it is nobody's fault. */
  #hasRun = false;

  constructor(zone: string) {
    this.#zone = zone;
  }

  read(cell: Cell): void {
    const words = wordsOf(cell);
    for (let at = 0; at < words.length; ) {
      const word = words[at];
      if (word === undefined) return;
      if (looksLikeAddress(word.text)) {
        at += this.#readAddress(words.slice(at, at + 3));
      } else if (!this.#hasRun) {
        this.faults.push(faultAt({ ...cell, text: cell.text, from: word.from, column: word.column }, "no_address"));
        return;
      } else if (this.#takesWord(`${word.text} ${words[at + 1]?.text}`, word)) {
        at += 2;
      } else if (this.#takesWord(word.text, word)) {
        at += 1;
      } else {
        this.#label(cell.isQuoted ? cell.text : cell.text.slice(word.from - cell.from));
        return;
      }
    }
  }

  #readAddress(words: readonly Piece[]): number {
    const [first] = words;
    const reading = readAddress(words);
    const last = words[reading.words - 1] ?? first;
    if (first === undefined || last === undefined) return 1;
    const text = words
      .slice(0, reading.words)
      .map((word) => word.text)
      .join(" ");
    const piece = { ...first, text, to: last.to };
    this.#hasRun = true;
    if ("code" in reading) this.faults.push(faultAt(piece, reading.code, reading.mend));
    else for (const address of reading.cidrs) this.#runFor().addresses.push({ ...piece, address });
    return reading.words;
  }

  /** The run that an address joins: a new one after something was said of the last. */
  #runFor(): Draft {
    const open = this.groups.at(-1);
    if (open !== undefined && open.role === null && open.label === null && open.since === null) return open;
    const run: Draft = { addresses: [], role: null, label: null, since: null };
    this.groups.push(run);
    return run;
  }

  /** Whether the word is a role or a date that is not told yet. */
  #takesWord(text: string, word: Piece): boolean {
    const run = this.groups.at(-1);
    const role = roleOf(text);
    if (role !== null && (run === undefined || run.role === null)) {
      if (run) run.role = role;
      return true;
    }
    if (!looksLikeDate(text) || text.includes(" ") || (run !== undefined && run.since !== null)) return false;
    const since = readSince(text, this.#zone);
    if (since === null) this.faults.push(faultAt(word, "not_a_date"));
    else if (run) run.since = since;
    return true;
  }

  #label(text: string): void {
    const run = this.groups.at(-1);
    if (run) run.label = run.label === null ? text : `${run.label}, ${text}`;
  }
}

/** An instant, or the start of a date in the zone; null: neither. */
export function readSince(text: string, zone: string): Instant | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return parseInstant(text);
  const midnight = parseInstant(`${text}T00:00:00Z`);
  return midnight === null ? null : startOfDate(midnight / DAY_MS, zone);
}
