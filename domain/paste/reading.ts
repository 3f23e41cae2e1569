import type { Role } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import type { AddressFaultCode } from "./addresses";
import type { Piece } from "./cells";

/** One address or CIDR of a pasted text, with where it stands. */
export interface PastedEntry extends Piece {
  /** As `domain/cidr` reads it. */
  readonly address: string;
  readonly role: Role;
  readonly label: string | null;
  /** null: not said. */
  readonly since: Instant | null;
}

export type PasteFaultCode =
  | AddressFaultCode
  | "duplicate"
  | "label_too_long"
  | "no_address"
  | "not_a_date"
  | "not_a_role"
  | "open_quote"
  | "unreadable";

/** What is wrong, and where. */
export interface PasteFault extends Piece {
  readonly code: PasteFaultCode;
  /** What to put in its place; null: only the writer knows. */
  readonly mend: string | null;
  /** Where the same was said before, of a duplicate; else null. */
  readonly firstLine: number | null;
}

/** Addresses that one row says the same of, and what it says. */
export interface Group {
  readonly addresses: readonly (Piece & { readonly address: string })[];
  readonly role: Role | null;
  readonly label: string | null;
  readonly since: Instant | null;
}

export interface RowReading {
  readonly groups: readonly Group[];
  readonly faults: readonly PasteFault[];
}

export function faultAt(piece: Piece, code: PasteFaultCode, mend: string | null = null): PasteFault {
  const { text, line, column, from, to } = piece;
  return { text, line, column, from, to, code, mend, firstLine: null };
}
