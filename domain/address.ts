import ipaddr from "ipaddr.js";

const PART = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const FOUR_PARTS = new RegExp(`^${PART}(?:\\.${PART}){3}$`);

/**
 * The canonical text of an address: RFC 5952's form, or four decimal parts; an IPv4-mapped one (`::ffff:192.0.2.1`)
 * is the IPv4 address.
 * @returns null for what is no address: parts with leading zeros, zones, brackets, prefixes, surrounding space
 */
export function parseAddress(text: string): string | null {
  // There is but one way to write four parts, so that this is it: nothing need be taken apart.
  if (FOUR_PARTS.test(text)) return text;
  const parsed = parseNumber(text);
  return parsed === null ? null : formatAddress(parsed);
}

/** An address as a number of 32 or 128 bits. */
export interface AddressNumber {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Like `parseAddress`, for arithmetic. An IPv4-mapped address keeps its 128 bits unless `unmap`. */
export function parseNumber(text: string, unmap = true): AddressNumber | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return numberOf(ipaddr.IPv4.parse(text));
  const plain = withoutDots(text);
  if (plain === null || plain.includes("%") || !ipaddr.IPv6.isValid(plain)) return null;
  const address = ipaddr.IPv6.parse(plain);
  return numberOf(unmap && address.isIPv4MappedAddress() ? address.toIPv4Address() : address);
}

/** The library takes `::192.0.2.1` for a mapped address and lets zeros lead in the dotted part: hexadecimal has one reading. */
function withoutDots(text: string): string | null {
  const tailAt = text.lastIndexOf(":") + 1;
  if (tailAt === 0) return null;
  const tail = text.slice(tailAt);
  if (!tail.includes(".")) return text;
  if (!ipaddr.IPv4.isValidFourPartDecimal(tail)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(tail).octets;
  return `${text.slice(0, tailAt)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function numberOf(address: ipaddr.IPv4 | ipaddr.IPv6): AddressNumber {
  const bytes = address.toByteArray();
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return { bits: bytes.length === 4 ? 32 : 128, value };
}

/** The canonical text of a number. */
export function formatAddress({ bits, value }: AddressNumber): string {
  const bytes = Array.from({ length: bits / 8 }, (_, index) =>
    Number((value >> BigInt(bits - 8 * (index + 1))) & 255n),
  );
  return bits === 32 ? bytes.join(".") : new ipaddr.IPv6(bytes).toRFC5952String();
}
