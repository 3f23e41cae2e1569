import { cidrsOf, foldRanges } from "@/domain/address-range";
import { formatCidr } from "@/domain/cidr";
import type { Role } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";

/** What to write, in the language of who will read it; `parsePaste` knows those of English and French. */
export interface PrintWords {
  readonly address: string;
  readonly role: string;
  readonly label: string;
  readonly since: string;
  readonly sending: string;
  readonly idle: string;
}

interface Printed {
  readonly address: string;
  readonly role: Role;
  readonly label: string | null;
  /** null or left out: as it is. */
  readonly since?: Instant | null;
}

/**
 * Members as a text that `parsePaste` reads as the same: neighbours folded into CIDRs, in the order of their numbers; CSV
 * with a header where any has a label or an instant. Breaks in labels become spaces.
 */
export function printMembers(members: readonly Printed[], words: PrintWords): string {
  const keyOf = ({ role, label, since }: Printed) => `${role} ${since ?? ""} ${label ?? ""}`;
  const lines = foldRanges(members, keyOf).flatMap(({ first, last, item }) =>
    cidrsOf({ first, last }).map((cidr) => ({ ...item, since: item.since ?? null, address: formatCidr(cidr) })),
  );
  const hasSince = lines.some(({ since }) => since !== null);
  if (!hasSince && lines.every(({ label }) => label === null || label === "")) {
    return lines.map(({ address, role }) => (role === "idle" ? `${address}, ${words.idle}` : address)).join("\n");
  }
  const rows = lines.map(({ address, role, label, since }) => [
    ...[address, words[role], cellOf(label ?? "")],
    ...(hasSince ? [since === null ? "" : formatInstant(since)] : []),
  ]);
  const header = [words.address, words.role, words.label, ...(hasSince ? [words.since] : [])];
  return [header, ...rows].map((cells) => cells.join(", ")).join("\n");
}

function cellOf(label: string): string {
  const text = label.replace(/[\r\n]+/g, " ");
  return /[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
