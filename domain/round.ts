import type { AddressId, NetworkId, Round, SourceId } from "./facts";

/**
 * Whether the round knew something of the network: of one of its addresses, a source that it covered did not stay unknown.
 * @param members the network's addresses at the instant of the round
 * @param source only of this source
 */
export function knewSomething(
  { scope, unknown }: Round,
  network: NetworkId,
  members: Iterable<AddressId>,
  source?: SourceId,
): boolean {
  if (!scope.networks.has(network)) return false;
  const covered =
    scope.addresses === null ? [...members] : [...members].filter((address) => scope.addresses?.has(address));
  return [...scope.sources].some((looked) => {
    if (source !== undefined && looked !== source) return false;
    const missed = unknown.filter((entry) => entry.source === looked);
    return covered.some((address) => missed.every(({ addresses }) => addresses !== null && !addresses.has(address)));
  });
}
