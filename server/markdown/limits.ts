import type { Nodes } from "mdast";

/**
 * Beyond these a text is no longer what people write, and the time to parse it grows with the square of what it holds: nested
 * brackets, emphasis within emphasis, lists within quotes within lists. Found by measuring texts of 64 KiB made of such marks.
 */
const MAX_MARKS = 2_000;
const MAX_LINES = 4_000;
const MAX_DEPTH = 40;
/** A row is filled up to the width of its table, so that a small text can ask for millions of cells. */
const MAX_CELLS = 5_000;

/** Brackets, runs of emphasis, and where a quote or the item of a list may begin. */
const marks = /[[\]]|[*_~]+|(?<=^|[\s>])(?:>|[-+](?=\s)|\d{1,9}[.)](?=\s))/gm;
const lineEndings = /\r\n?|\n/g;

/** Whether a text is small enough in every respect to be parsed in a fraction of a second. */
export function isParsable(markdown: string): boolean {
  return countOf(markdown, lineEndings) < MAX_LINES && countOf(markdown, marks) <= MAX_MARKS;
}

/** Whether what was parsed can be shown: neither deeper nor wider than a page bears. */
export function isShowable(tree: Nodes): boolean {
  return depthOf(tree) <= MAX_DEPTH && cellsOf(tree) <= MAX_CELLS;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function depthOf(node: Nodes): number {
  return "children" in node ? 1 + node.children.reduce((deepest, child) => Math.max(deepest, depthOf(child)), 0) : 0;
}

function cellsOf(node: Nodes): number {
  if (node.type === "table") return node.children.length * (node.align?.length ?? 1);
  return "children" in node ? node.children.reduce((cells, child) => cells + cellsOf(child), 0) : 0;
}
