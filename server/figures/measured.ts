import type { MeasuredFact } from "@/domain/contract/timeline";
import type { Window } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import type { Context } from "@/server/context";
import type { Transaction } from "@/server/db";
import { listMeasured } from "@/server/history";

/** A network whose facts are asked for. */
export interface MeasuredNetwork {
  readonly id: number;
  readonly slug: string;
}

/**
 * Measured facts of several networks in [from, to), newest first; at one instant in the order of the networks. `within`: the
 * transaction to read in.
 */
export async function listMeasuredFacts(
  context: Context,
  networks: readonly MeasuredNetwork[],
  window: Window,
  within: Transaction | null = null,
): Promise<MeasuredFact[]> {
  if (window.from >= window.to) return [];
  const facts = await listMeasured(
    context,
    networks.map(({ id }) => id),
    window,
    within,
  );
  return networks
    .flatMap(({ id, slug }) => (facts.get(id) ?? []).map((fact) => ({ ...fact, network: slug })))
    .sort((a, b) => b.at - a.at)
    .map(({ at, network, health, previous }) => ({ at: formatInstant(at), network, health, previous }));
}
