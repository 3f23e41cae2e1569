/** Puts a text in place of the selection as typing would, so that the browser can undo it. */
export function typeInto(area: HTMLTextAreaElement, text: string): void {
  area.focus();
  // The one way into the history of undo that browsers offer; where there is none, the text matters more.
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Puts marks around the selection, which stays selected; takes them away where they are there. */
export function wrapSelection(area: HTMLTextAreaElement, before: string, after = before): void {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const selected = value.slice(from, to);
  const isWrapped = value.slice(from - before.length, from) === before && value.slice(to, to + after.length) === after;
  if (isWrapped) {
    area.setSelectionRange(from - before.length, to + after.length);
    typeInto(area, selected);
    area.setSelectionRange(from - before.length, to - before.length);
    return;
  }
  typeInto(area, `${before}${selected}${after}`);
  area.setSelectionRange(from + before.length, to + before.length);
}

/** Makes a link of the selection: its address is selected, to be typed or pasted over. */
export function linkSelection(area: HTMLTextAreaElement): void {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const selected = value.slice(from, to);
  typeInto(area, `[${selected}](https://)`);
  const at = from + selected.length + 3;
  if (selected === "") area.setSelectionRange(from + 1, from + 1);
  else area.setSelectionRange(at, at + "https://".length);
}
