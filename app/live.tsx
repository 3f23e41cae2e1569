import type { ReactNode } from "react";
import { LiveSite } from "@/components/live/live-site";
import type { SiteNetwork, SiteStatus } from "@/components/live/site-status";
import { blockersToName } from "@/domain/named";
import type { Reader } from "./reader";

const POLL_MS = 5_000;
/** A replay goes through hours in a second. */
const POLL_IN_A_REPLAY_MS = 1_000;

interface Props {
  readonly reader: Reader;
  /** As far as the page shows it: it is written twice, once to be seen and once for scripts. */
  readonly status: SiteStatus;
  readonly children: ReactNode;
}

/** Keeps what is inside it live. */
export function Live({ reader: { lang, context }, status, children }: Props) {
  const { asOf, version, freshness, overall, words, incidents, networks } = status;
  const { replay, staleAfterMs } = context.settings;
  return (
    <LiveSite
      initial={{ asOf, version, freshness, overall, words, incidents, networks: networks.map(shown) }}
      path={`/api/v1/status?lang=${lang}`}
      streamPath={`/api/v1/stream?lang=${lang}`}
      pollMs={replay === null ? POLL_MS : POLL_IN_A_REPLAY_MS}
      staleAfterMs={staleAfterMs}
    >
      {children}
    </LiveSite>
  );
}

/** What the row of a network shows, and nothing else. */
function shown({ slug, name, level, health, verified, sending, sources, words }: SiteNetwork): SiteNetwork {
  return {
    slug,
    name,
    level,
    health,
    verified,
    sending,
    sources: blockersToName(sources).map(({ slug, name, counts, blocked, words: { phrase } }) => ({
      slug,
      name,
      counts,
      blocked,
      words: { phrase },
    })),
    words: { level: words.level, figure: words.figure, rest: words.rest },
  };
}
