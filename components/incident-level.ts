import type { IncidentSummary } from "@/domain/contract/incident";
import type { NetworkStatus } from "@/domain/contract/status";
import type { Level } from "@/domain/level";
import { declaredLevel, worse } from "@/domain/level";

/** The colour of an open incident: the graver of what it declares and what is measured of its networks. */
export function incidentLevel(
  { impact, networks }: Pick<IncidentSummary, "impact" | "networks">,
  measured: readonly Pick<NetworkStatus, "slug" | "level">[],
): Level {
  return measured
    .filter(({ slug }) => networks.includes(slug))
    .reduce<Level>((level, network) => worse(level, network.level), worse("operational", declaredLevel([impact])));
}
