import type { NetworkStatus, SourceStatus, Status } from "@/domain/contract/status";

/** A source as far as the row of a network shows it. */
interface SiteSource extends Pick<SourceStatus, "slug" | "name" | "counts" | "blocked"> {
  readonly words: Pick<SourceStatus["words"], "phrase">;
}

/** A network as far as its row on the first page shows it. */
export interface SiteNetwork
  extends Pick<NetworkStatus, "slug" | "name" | "level" | "health" | "verified" | "sending"> {
  readonly sources: readonly SiteSource[];
  readonly words: Pick<NetworkStatus["words"], "level" | "figure" | "rest">;
}

/** The status as far as all pages need it; the whole one is one too. */
export interface SiteStatus extends Pick<Status, "asOf" | "version" | "freshness" | "overall" | "words" | "incidents"> {
  readonly networks: readonly SiteNetwork[];
}
