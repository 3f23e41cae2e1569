/** A sentence of the description, in which code stands between backquotes. */
export function Prose({ text }: { readonly text: string }) {
  return text.split("`").map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one fixed text.
    index % 2 === 0 ? piece : <code key={index}>{piece}</code>,
  );
}
