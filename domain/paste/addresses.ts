import { formatAddress, parseNumber } from "@/domain/address";
import { cidrsOf, compareNumbers } from "@/domain/address-range";
import { formatCidr, parseCidr, readCidr } from "@/domain/cidr";
import type { Piece } from "./cells";

export type AddressFaultCode = "not_an_address" | "bad_prefix" | "host_bits" | "mask" | "backwards";

/** What words that look like addresses say: CIDRs, and how many words that took; or what is wrong with which stretch. */
export type AddressReading =
  | { readonly words: number; readonly cidrs: readonly string[] }
  | { readonly words: number; readonly code: AddressFaultCode; readonly mend: string | null };

/** Reads an address, a CIDR, a range (`a-b`, `a - b`) or, to say what was meant, an address with a mask. */
export function readAddress(words: readonly Piece[]): AddressReading {
  const [one = "", two = "", three = ""] = words.slice(0, 3).map(({ text }) => text);
  if (/^[-–—]$|^(?:to|à)$/i.test(two) && three !== "") return readRange(one, three, 3);
  const [, first, last] = /^([^-–—]+)[-–—](.+)$/.exec(one) ?? [];
  if (first !== undefined && last !== undefined) return readRange(first, last, 1);
  const length = lengthOfMask(two);
  if (length !== null && !one.includes("/") && parseNumber(one)?.bits === 32) {
    const reading = readCidr(`${one}/${length}`);
    const meant = "cidr" in reading ? reading.cidr : "meant" in reading ? reading.meant : null;
    return { words: 2, code: "mask", mend: meant && formatCidr(meant) };
  }
  const reading = readCidr(one);
  if ("cidr" in reading) return { words: 1, cidrs: [formatCidr(reading.cidr)] };
  if (reading.fault === "host_bits") return { words: 1, code: "host_bits", mend: formatCidr(reading.meant) };
  const bare = one.replace(/^\[(.*)\]$/, "$1");
  return { words: 1, code: reading.fault, mend: bare !== one && parseCidr(bare) !== null ? bare : null };
}

function readRange(firstText: string, lastText: string, words: number): AddressReading {
  const first = parseNumber(firstText);
  // "192.0.2.10-20" counts in the last part.
  const isTail = /^\d{1,3}$/.test(lastText) && first?.bits === 32;
  const last = parseNumber(isTail ? firstText.replace(/\d+$/, lastText) : lastText);
  if (first === null || last === null || first.bits !== last.bits) return { words, code: "not_an_address", mend: null };
  if (compareNumbers(first, last) > 0) {
    return { words, code: "backwards", mend: `${formatAddress(last)}-${formatAddress(first)}` };
  }
  return { words, cidrs: cidrsOf({ first, last }).map(formatCidr) };
}

/** The prefix length that a mask such as 255.255.255.0 stands for; null: it is none. */
function lengthOfMask(text: string): number | null {
  const number = /^255\./.test(text) ? parseNumber(text) : null;
  const [, ones = ""] = /^(1+)0*$/.exec(number?.value.toString(2) ?? "") ?? [];
  return ones === "" ? null : ones.length;
}
