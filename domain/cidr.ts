import type { AddressNumber } from "./address";
import { formatAddress, parseNumber } from "./address";

const ADDRESSES_MAX = 65_536;

/** All addresses that share their first `prefix` bits with `first`, whose other bits are zero. */
export interface Cidr {
  readonly first: AddressNumber;
  readonly prefix: number;
}

/** What a text says of a block of addresses, or why it says nothing. `meant`: the block with its host bits at zero. */
export type CidrReading =
  | { readonly cidr: Cidr }
  | { readonly fault: "not_an_address" | "bad_prefix" }
  | { readonly fault: "host_bits"; readonly meant: Cidr };

/**
 * Reads a block of addresses (`192.0.2.0/24`), or a single address, which is one of full length. One inside
 * `::ffff:0:0/96` is that of the IPv4 addresses it maps.
 */
export function readCidr(text: string): CidrReading {
  const [, host = "", length] = /^([^/]*)(?:\/(.*))?$/.exec(text) ?? [];
  const full = parseNumber(host, false);
  if (full === null) return { fault: "not_an_address" };
  const prefix = length === undefined ? full.bits : /^(0|[1-9]\d{0,2})$/.test(length) ? Number(length) : null;
  if (prefix === null || prefix > full.bits) return { fault: "bad_prefix" };
  const first = (prefix >= 96 ? parseNumber(host) : null) ?? full;
  const cidr = { first, prefix: prefix - (full.bits - first.bits) };
  const hostBits = first.value % sizeOf(cidr);
  if (hostBits === 0n) return { cidr };
  return { fault: "host_bits", meant: { ...cidr, first: { ...first, value: first.value - hostBits } } };
}

/** As `readCidr`; null where the text is neither, or host bits are set. */
export function parseCidr(text: string): Cidr | null {
  const reading = readCidr(text);
  return "cidr" in reading ? reading.cidr : null;
}

/** `192.0.2.0/24`; a single address without its length. */
export function formatCidr({ first, prefix }: Cidr): string {
  const address = formatAddress(first);
  return prefix === first.bits ? address : `${address}/${prefix}`;
}

/** How many addresses it stands for. */
export function sizeOf({ first, prefix }: Cidr): bigint {
  return 1n << BigInt(first.bits - prefix);
}

export interface EntryFault {
  /** Which entry is at fault; null: all of them together. */
  readonly index: number | null;
  readonly code: "invalid" | "duplicate_address" | "too_many_addresses";
  readonly detail: string;
}

/**
 * What each address is declared as: the most specific entry that holds it wins, whatever the order.
 * Nothing is spelled out before the sum is known to be at most 65,536.
 * @returns the entry by canonical address, or every fault found
 */
export function expandEntries<T extends { readonly address: string }>(
  entries: readonly T[],
): { readonly resolved: Map<string, T> } | { readonly faults: EntryFault[] } {
  const faults: EntryFault[] = [];
  const parsed = new Map<string, { cidr: Cidr; entry: T }>();
  for (const [index, entry] of entries.entries()) {
    const cidr = parseCidr(entry.address);
    const key = cidr === null ? "" : `${formatAddress(cidr.first)}/${cidr.prefix}`;
    if (cidr === null) {
      const detail = "This is neither an address nor a CIDR without host bits.";
      faults.push({ index, code: "invalid", detail });
    } else if (parsed.has(key)) {
      faults.push({ index, code: "duplicate_address", detail: `${key} is given twice.` });
    } else {
      parsed.set(key, { cidr, entry });
    }
  }
  const byGenerality = [...parsed.values()].sort((a, b) => a.cidr.prefix - b.cidr.prefix);
  if (unionSize(byGenerality.map(({ cidr }) => cidr)) > BigInt(ADDRESSES_MAX)) {
    const detail = `A network holds at most ${ADDRESSES_MAX} addresses.`;
    faults.push({ index: null, code: "too_many_addresses", detail });
  }
  if (faults.length > 0) return { faults };
  const resolved = new Map<string, T>();
  for (const { cidr, entry } of byGenerality) {
    for (const address of addressesOf(cidr)) resolved.set(address, entry);
  }
  return { resolved };
}

/** Two CIDRs are apart or one holds the other, so only the outermost add to the sum. */
function unionSize(cidrs: readonly Cidr[]): bigint {
  const ordered = [...cidrs].sort(
    (a, b) =>
      a.first.bits - b.first.bits ||
      Number(a.first.value > b.first.value) - Number(a.first.value < b.first.value) ||
      a.prefix - b.prefix,
  );
  let sum = 0n;
  let outer: Cidr | null = null;
  for (const cidr of ordered) {
    const inside = outer?.first.bits === cidr.first.bits && cidr.first.value < outer.first.value + sizeOf(outer);
    if (inside) continue;
    sum += sizeOf(cidr);
    outer = cidr;
  }
  return sum;
}

function* addressesOf(cidr: Cidr): Generator<string> {
  const { bits, value } = cidr.first;
  for (let offset = 0n; offset < sizeOf(cidr); offset++) yield formatAddress({ bits, value: value + offset });
}
