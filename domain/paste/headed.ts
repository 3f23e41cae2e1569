import type { Cell, Row } from "./cells";
import { readFreeRow, readSince } from "./free";
import type { Group, PasteFault, RowReading } from "./reading";
import { faultAt } from "./reading";
import type { Column } from "./words";
import { columnOf, looksLikeAddress, roleOf } from "./words";

/** The names of columns, in the order of the cells. */
export interface Header {
  readonly separator: string;
  readonly columns: readonly (Column | null)[];
  readonly unread: readonly string[];
}

/** What the first row says of columns; null: it is a row like the others. */
export function readHeader(row: Row | undefined, text: string): Header | null {
  const cells = row?.cells ?? [];
  const columns = cells.map((cell) => columnOf(cell.text));
  if (!columns.includes("address") || cells.some((cell) => looksLikeAddress(cell.text))) return null;
  const separator = text.slice(cells[0]?.to ?? 0, cells[1]?.from ?? 0).replace(/[" ]/g, "") || ",;\t";
  const unread = cells.filter((cell, index) => columns[index] === null && cell.text !== "").map((cell) => cell.text);
  return { separator, columns, unread };
}

/** Reads a row by its columns. In that of the address several may stand, and what is said of them, as in a row without. */
export function readHeadedRow({ cells }: Row, { columns }: Header, zone: string): RowReading {
  const cellOf = (column: Column): Cell | null => {
    const cell = cells[columns.indexOf(column)];
    return cell === undefined || cell.text === "" ? null : cell;
  };
  const address = cellOf("address");
  const [first] = cells.filter(({ text }) => text !== "");
  if (address === null) return { groups: [], faults: first ? [faultAt(first, "no_address")] : [] };
  const quote = address.isQuoted ? 1 : 0;
  const bare = { ...address, isQuoted: false, from: address.from + quote, column: address.column + quote };
  const free = readFreeRow([bare], zone);
  const faults: PasteFault[] = [...free.faults];
  const said: { -readonly [field in "role" | "label" | "since"]?: Group[field] } = {};

  const role = cellOf("role");
  const label = cellOf("label");
  const since = cellOf("since");
  if (role !== null) said.role = roleOf(role.text);
  if (said.role === null && role !== null) faults.push(faultAt(role, "not_a_role"));
  if (label !== null) said.label = label.text;
  if (since !== null) said.since = readSince(since.text, zone);
  if (said.since === null && since !== null) faults.push(faultAt(since, "not_a_date"));
  return { groups: free.groups.map((group) => ({ ...group, ...said })), faults };
}
