/** A piece of a pasted text, with where it stands: line and column from 1, `from` and `to` in UTF-16 units of the whole. */
export interface Piece {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** What stands between separators, without the white space and the quotes around it. */
export interface Cell extends Piece {
  readonly isQuoted: boolean;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** Where a quote begins that does not end on its line. */
  readonly openQuote: Piece | null;
}

/** The lines of a text with their cells; quotes as CSV has them, but never over the end of a line. Never throws. */
export function readRows(text: string, separators: string): Row[] {
  const rows: Row[] = [];
  const lines = text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g);
  let line = 0;
  for (const { 1: content = "", index } of lines) {
    line += 1;
    rows.push(readRow(content, line, index, separators));
  }
  return rows;
}

function readRow(content: string, line: number, start: number, separators: string): Row {
  const cells: Cell[] = [];
  let openQuote: Piece | null = null;
  const pieceAt = (from: number, to: number, text = content.slice(from, to)): Piece => ({
    ...{ text, line, column: from + 1 },
    ...{ from: start + from, to: start + to },
  });
  for (let at = 0; at <= content.length; at += 1) {
    const from = at + leadingSpace(content.slice(at), separators);
    const quoted = content[from] === '"' ? /^"((?:[^"]|"")*)"/.exec(content.slice(from)) : null;
    if (content[from] === '"' && quoted === null) openQuote ??= pieceAt(from, content.length);
    at = from + (quoted?.[0].length ?? 0);
    while (at < content.length && !separators.includes(content[at] ?? "")) at += 1;
    const rest = content.slice(from, at).trimEnd();
    const isQuoted = quoted !== null && rest.length === quoted[0].length;
    const text = isQuoted ? (quoted[1] ?? "").replaceAll('""', '"') : rest;
    cells.push({ ...pieceAt(from, from + rest.length, text), isQuoted });
  }
  return { cells, openQuote };
}

/** A tab is white space and may be a separator. */
function leadingSpace(text: string, separators: string): number {
  let count = 0;
  while (count < text.length && text[count]?.trim() === "" && !separators.includes(text[count] ?? "")) count += 1;
  return count;
}

/** The words of a cell; a quoted one is one word. */
export function wordsOf(cell: Cell): Piece[] {
  if (cell.isQuoted) return [cell];
  return [...cell.text.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    ...{ text, line: cell.line, column: cell.column + index },
    ...{ from: cell.from + index, to: cell.from + index + text.length },
  }));
}
