import ipaddr from "ipaddr.js";

/**
 * The address of the reader behind a connection, in canonical form, IPv4 where it is mapped into IPv6.
 *
 * `forwardedFor` counts as far as those who wrote it are trusted: read from its end, the first address that is none of
 * the trusted ones is the reader. What cannot be parsed ends the search.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trusts: Trust): string {
  let client = canonical(peer) ?? peer;
  for (const hop of (forwardedFor ?? "").split(",").reverse()) {
    const address = canonical(hop.trim());
    if (address === null || !trusts(client)) return client;
    client = address;
  }
  return client;
}

/** Whether what a peer says of those behind it is believed. */
export type Trust = (address: string) => boolean;

/** Trusts addresses and CIDRs, IPv4 also where it is mapped into IPv6. */
export function trustIn(trusted: readonly string[]): Trust {
  const ranges = trusted.map((entry) => ipaddr.parseCIDR(entry.includes("/") ? entry : `${entry}/${widthOf(entry)}`));
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
  };
}

function widthOf(address: string): number {
  return ipaddr.parse(address).kind() === "ipv4" ? 32 : 128;
}

// Proxies add a port to some addresses: "192.0.2.1:4711", "[2001:db8::1]:4711".
function canonical(text: string): string | null {
  const bare = /^\[(.+)\](:\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text;
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : null;
}
