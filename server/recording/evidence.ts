/** What may stand in the unquoted local part of a mail address: RFC 5321 atoms, dots, and anything beyond ASCII (RFC 6531). */
const localPart = /[\w!#$%&'*+\-/=?^`{|}~.\u0080-\uffff]/;
const blank = /\s/;
const domainStart = /^[\p{L}\p{N}[]/u;

/**
 * Evidence as it is stored: the local part of every mail address in it replaced, "to ***@example.com", since replies
 * quote the people who were written to. Masking twice is masking once. Time is linear in the text.
 */
export function maskMailboxes(evidence: string): string {
  if (!evidence.includes("@")) return evidence;
  const pieces = evidence.split("@");
  return pieces
    .map((piece, index) => {
      const next = pieces[index + 1];
      if (next === undefined || !domainStart.test(next)) return piece;
      const start = localPartStart(piece);
      return start === piece.length ? piece : `${piece.slice(0, start)}***`;
    })
    .join("@");
}

/** Where the local part begins that ends where `text` ends: its length if there is none. */
function localPartStart(text: string): number {
  if (text.endsWith('"')) return Math.max(openingQuote(text), 0);
  let start = text.length;
  while (start > 0 && isLocal(text.charAt(start - 1))) start -= 1;
  return start;
}

function isLocal(character: string): boolean {
  return localPart.test(character) && !blank.test(character);
}

/** The quote that opens the quoted string at the end of `text`; -1 if it was opened before. */
function openingQuote(text: string): number {
  let at = text.lastIndexOf('"', text.length - 2);
  while (at > 0 && text.charAt(at - 1) === "\\") at = text.lastIndexOf('"', at - 1);
  return at;
}
