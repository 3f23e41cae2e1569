/** What begins a formula in a spreadsheet; in some languages the wide forms do, too. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * A line of CSV (RFC 4180): every cell in quotes, CRLF at its end. A cell that a spreadsheet would take for a formula begins
 * with an apostrophe, so that nothing that somebody typed is ever run there.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${defused(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

function defused(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}
