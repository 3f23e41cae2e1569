import ipaddr from "ipaddr.js";

/** Who asks, as far as limits go: an IPv4 address, or the /64 of an IPv6 address. */
export function clientOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : parsed.toByteArray().slice(0, 8).join(".");
}
