import { describe, expect, test } from "vitest";
import { expandEntries } from "@/domain/cidr";

function expanded(...addresses: string[]): Map<string, { address: string }> {
  const result = expandEntries(addresses.map((address) => ({ address })));
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.resolved;
}

function faults(...addresses: string[]): (readonly [number | null, string])[] {
  const result = expandEntries(addresses.map((address) => ({ address })));
  return "faults" in result ? result.faults.map(({ index, code }) => [index, code] as const) : [];
}

describe("expandEntries", () => {
  test("a CIDR stands for all its addresses, the first and the last included", () => {
    const all = [...expanded("192.0.2.0/24").keys()];
    expect(all).toHaveLength(256);
    expect([all[0], all[255]]).toEqual(["192.0.2.0", "192.0.2.255"]);
    expect([...expanded("192.0.2.4/31").keys()]).toEqual(["192.0.2.4", "192.0.2.5"]);
    expect([...expanded("192.0.2.7/32").keys()]).toEqual(["192.0.2.7"]);
    expect([...expanded("2001:db8::fffe/127").keys()]).toEqual(["2001:db8::fffe", "2001:db8::ffff"]);
  });

  test("the most specific entry wins, wherever it stands", () => {
    const byAddress = expanded("192.0.2.5", "192.0.2.0/24", "192.0.2.4/30");
    expect(
      ["192.0.2.3", "192.0.2.4", "192.0.2.5", "192.0.2.6", "192.0.2.8"].map((ip) => byAddress.get(ip)?.address),
    ).toEqual(["192.0.2.0/24", "192.0.2.4/30", "192.0.2.5", "192.0.2.4/30", "192.0.2.0/24"]);
  });

  test("an IPv4-mapped block is that of the IPv4 addresses", () => {
    expect([...expanded("::ffff:192.0.2.0/127").keys()]).toEqual(["192.0.2.0", "192.0.2.1"]);
    expect([...expanded("::ffff:c000:201").keys()]).toEqual(["192.0.2.1"]);
    expect(faults("::ffff:192.0.2.1", "192.0.2.1/32")).toEqual([[1, "duplicate_address"]]);
    expect(faults("::ffff:0:0/96")).toEqual([[null, "too_many_addresses"]]);
    expect(faults("::ffff:0:0/95")).toEqual([[0, "invalid"]]);
  });

  test("host bits, odd prefixes and what is no address are invalid, each by its place", () => {
    const bad = [
      "192.0.2.1/24",
      "192.0.2.0/33",
      "2001:db8::/129",
      "192.0.2.0/",
      "192.0.2.0/024",
      "192.0.2.0/-1",
      "192.0.2.0/24/24",
      "192.0.2.0/ 24",
      "/24",
      "192.0.2",
      "fe80::1%1/128",
      "2001:db8::1/64",
    ];
    expect(faults("192.0.2.0/24", ...bad)).toEqual(bad.map((_, index) => [index + 1, "invalid"]));
  });

  test("two of the same prefix are duplicates, in whatever form, and every fault is told", () => {
    expect(faults("192.0.2.1", "192.0.2.1", "x", "192.0.2.1/32")).toEqual([
      [1, "duplicate_address"],
      [2, "invalid"],
      [3, "duplicate_address"],
    ]);
    expect(faults("192.0.2.0/24", "192.0.2.0/25")).toEqual([]);
  });

  test("65,536 addresses are allowed and one more is not, what lies in another entry not counted", () => {
    expect(expanded("10.0.0.0/16").size).toBe(65_536);
    expect(expanded("10.0.0.0/16", "10.0.3.0/24", "10.0.0.9").size).toBe(65_536);
    expect(expanded("10.0.0.0/17", "10.0.128.0/17").size).toBe(65_536);
    expect(faults("10.0.0.0/16", "10.1.0.0")).toEqual([[null, "too_many_addresses"]]);
    expect(faults("10.1.0.0", "10.0.3.0/24", "10.0.0.0/16")).toEqual([[null, "too_many_addresses"]]);
    expect(faults("10.0.0.0/16", "2001:db8::1")).toEqual([[null, "too_many_addresses"]]);
    expect(expanded("2001:db8::/112").size).toBe(65_536);
  });

  test("absurd blocks are refused without being spelled out", () => {
    expect(faults("0.0.0.0/0", "::/0", "2000::/3")).toEqual([[null, "too_many_addresses"]]);
  });

  test("nothing is nothing", () => {
    expect(expanded().size).toBe(0);
  });
});
