import { cidrsOf, foldRanges } from "@/domain/address-range";
import { formatCidr } from "@/domain/cidr";
import type { Role } from "@/domain/facts";

/** What to write, in the language of who will read it; `parsePaste` knows those of English and French. */
export interface PrintWords {
  readonly address: string;
  readonly role: string;
  readonly label: string;
  readonly sending: string;
  readonly idle: string;
}

interface Printed {
  readonly address: string;
  readonly role: Role;
  readonly label: string | null;
}

/**
 * Members as a text that `parsePaste` reads as the same: neighbours folded into CIDRs, in the order of their numbers; CSV
 * with a header where any has a label. Breaks in labels become spaces. Since when is left out, which keeps it.
 */
export function printMembers(members: readonly Printed[], words: PrintWords): string {
  const lines = foldRanges(members, ({ role, label }) => `${role} ${label ?? ""}`).flatMap(({ first, last, item }) =>
    cidrsOf({ first, last }).map((cidr) => ({ ...item, address: formatCidr(cidr) })),
  );
  if (lines.every(({ label }) => label === null || label === "")) {
    return lines.map(({ address, role }) => (role === "idle" ? `${address}, ${words.idle}` : address)).join("\n");
  }
  const rows = lines.map(({ address, role, label }) => [address, words[role], cellOf(label ?? "")].join(", "));
  return [[words.address, words.role, words.label].join(", "), ...rows].join("\n");
}

function cellOf(label: string): string {
  const text = label.replace(/[\r\n]+/g, " ");
  return /[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
