import type { AddressNumber } from "./address";
import { parseNumber } from "./address";
import type { Cidr } from "./cidr";

/** Every address from `first` to `last`, both of the same length and in it. */
export interface AddressRange {
  readonly first: AddressNumber;
  readonly last: AddressNumber;
}

/** IPv4 before IPv6, each by number. */
export function compareNumbers(a: AddressNumber, b: AddressNumber): number {
  return a.bits - b.bits || Number(a.value > b.value) - Number(a.value < b.value);
}

/** How many addresses it holds. */
export function countOf({ first, last }: AddressRange): number {
  return Number(last.value - first.value) + 1;
}

/** The fewest CIDRs that hold exactly the range, ascending: at most 62 for IPv4. */
export function cidrsOf({ first, last }: AddressRange): Cidr[] {
  const cidrs: Cidr[] = [];
  const { bits } = first;
  for (let value = first.value; value <= last.value; ) {
    let hostBits = 0;
    while (hostBits < bits) {
      const size = 1n << BigInt(hostBits + 1);
      if (value % size !== 0n || value + size - 1n > last.value) break;
      hostBits += 1;
    }
    cidrs.push({ first: { bits, value }, prefix: bits - hostBits });
    value += 1n << BigInt(hostBits);
  }
  return cidrs;
}

/**
 * Canonical addresses folded into ranges of neighbours that share a key, in the order of their numbers.
 * @param keyOf what sets an address apart from its neighbours, as text
 */
export function foldRanges<T extends { readonly address: string }>(
  items: readonly T[],
  keyOf: (item: T) => string,
): (AddressRange & { readonly item: T })[] {
  const numbered = items
    .flatMap((item) => {
      const number = parseNumber(item.address);
      return number === null ? [] : [{ item, number, key: keyOf(item) }];
    })
    .sort((a, b) => compareNumbers(a.number, b.number));
  const ranges: { first: AddressNumber; last: AddressNumber; item: T; key: string }[] = [];
  for (const { item, number, key } of numbered) {
    const open = ranges.at(-1);
    const isNext = open?.last.bits === number.bits && open.last.value + 1n === number.value;
    if (open !== undefined && isNext && open.key === key) open.last = number;
    else ranges.push({ first: number, last: number, item, key });
  }
  return ranges.map(({ first, last, item }) => ({ first, last, item }));
}
