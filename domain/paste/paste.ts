import { looseText } from "@/domain/contract/text";
import type { Row } from "./cells";
import { readRows } from "./cells";
import { readFreeRow } from "./free";
import { readHeadedRow, readHeader } from "./headed";
import type { PastedEntry, PasteFault } from "./reading";
import { faultAt } from "./reading";

export interface Paste {
  readonly entries: readonly PastedEntry[];
  /** In the order of the text. */
  readonly faults: readonly PasteFault[];
  /** Columns of a header that say nothing here, as they are written. */
  readonly unread: readonly string[];
}

const SEPARATORS = ",;\t";
const Label = looseText(200);

/**
 * Reads addresses as people paste them: one or several per line, separated by white space, commas, semicolons or tabs, each
 * run followed by what is said of it: a role, an instant since when, and words, which are its label. A first line that names
 * columns makes the rest CSV. Lines that begin with # are passed over.
 * `entries` are whole where `faults` is empty, and stand in the order of the text. Never throws.
 * @param zone that in which dates without a time begin
 */
export function parsePaste(text: string, zone: string): Paste {
  const free = readRows(text, SEPARATORS).filter(saysSomething);
  const header = readHeader(free[0], text);
  const rows = header === null ? free : readRows(text, header.separator).filter(saysSomething).slice(1);
  const entries: PastedEntry[] = [];
  const faults: PasteFault[] = [];
  const known = new Map<string, number>();
  for (const row of rows) {
    if (row.openQuote) faults.push(faultAt(row.openQuote, "open_quote"));
    const reading = header === null ? readFreeRow(row.cells, zone) : readHeadedRow(row, header, zone);
    faults.push(...reading.faults);
    for (const { addresses, role, label, since } of reading.groups) {
      const [first] = addresses;
      if (first !== undefined && label !== null && !Label.safeParse(label).success) {
        faults.push(faultAt(first, [...label].length > 200 ? "label_too_long" : "unreadable"));
      }
      for (const piece of addresses) {
        const firstLine = known.get(piece.address);
        if (firstLine !== undefined) faults.push({ ...faultAt(piece, "duplicate", ""), firstLine });
        known.set(piece.address, firstLine ?? piece.line);
        entries.push({ ...piece, role: role ?? "sending", label, since });
      }
    }
  }
  return { entries, faults, unread: header?.unread ?? [] };
}

function saysSomething({ cells }: Row): boolean {
  return cells.some(({ text }) => text !== "") && !cells[0]?.text.startsWith("#");
}
